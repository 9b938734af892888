package io.turnpike.server;

import io.turnpike.storage.StorageUnavailable;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tasks that run from time to time, on a thread of their own. One that fails is tried again at its next time; one that
/// runs is awaited at the end. One that has much to do leaves most of the time to the calls.
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /// A run is followed by a rest of so many times its own length, up to half a minute.
    private static final int REST = 3;

    private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(30);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("housekeeping").daemon().factory());

    private Housekeeping() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    static Housekeeping start(Task... tasks) {
        Housekeeping housekeeping = new Housekeeping();
        for (Task task : tasks) {
            housekeeping.schedule(task, task.every().toNanos());
        }
        return housekeeping;
    }

    @Override
    public void close() {
        thread.close();
    }

    private void schedule(Task task, long nanos) {
        try {
            var _ = thread.schedule(() -> turn(task), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the node stops", e);
        }
    }

    private void turn(Task task) {
        long began = System.nanoTime();
        run(task.work());
        long rest = Math.min(LONGEST_REST, REST * (System.nanoTime() - began));
        schedule(task, Math.max(task.every().toNanos(), rest));
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

    /// @param every least time from the end of one run to the start of the next, and before the first
    record Task(Duration every, Runnable work) {}
}
