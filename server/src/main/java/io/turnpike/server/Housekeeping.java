package io.turnpike.server;

import io.turnpike.storage.StorageUnavailable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tasks that run from time to time, on a thread of their own. One that fails is tried again at its next time; one that
/// runs is awaited at the end.
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("housekeeping").daemon().factory());

    private Housekeeping() {}

    static Housekeeping start(Task... tasks) {
        Housekeeping housekeeping = new Housekeeping();
        for (Task task : tasks) {
            long millis = task.every().toMillis();
            var _ = housekeeping.thread.scheduleWithFixedDelay(
                    () -> run(task.work()), millis, millis, TimeUnit.MILLISECONDS);
        }
        return housekeeping;
    }

    @Override
    public void close() {
        thread.close();
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (StorageUnavailable e) {
            LOG.warn("the database is away; housekeeping waits");
        } catch (RuntimeException e) {
            LOG.error("housekeeping failed", e);
        }
    }

    /// @param every time from the end of one run to the start of the next, and before the first
    record Task(Duration every, Runnable work) {}
}
