package io.turnpike.server;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A small task that runs once a second on a thread of its own.
final class Housekeeping implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("housekeeping").daemon().factory());

    private Housekeeping() {}

    static Housekeeping start(Runnable task) {
        Housekeeping housekeeping = new Housekeeping();
        var _ = housekeeping.thread.scheduleWithFixedDelay(task, 1, 1, TimeUnit.SECONDS);
        return housekeeping;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
