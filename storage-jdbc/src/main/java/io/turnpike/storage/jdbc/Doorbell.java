package io.turnpike.storage.jdbc;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes who waits for commits. A ring that nobody waits for is kept for the next who comes;
/// several such rings are one.
final class Doorbell {
    private final Semaphore rings = new Semaphore(0);

    void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    void await(Duration atMost) throws InterruptedException {
        if (rings.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            rings.drainPermits();
        }
    }
}
