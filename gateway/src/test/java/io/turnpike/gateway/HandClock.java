package io.turnpike.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// A clock that is moved by hand, and knows when a gateway with one loop ticks: for its time-outs a loop asks for
/// milliseconds, once in a tick, and for nothing else.
final class HandClock implements InstantSource {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ticked = lock.newCondition();
    private Instant now;
    private Instant seen;
    private long ticks;

    HandClock(Instant now) {
        this.now = now;
        this.seen = now;
    }

    @Override
    public Instant instant() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long millis() {
        lock.lock();
        try {
            seen = now;
            ticks++;
            ticked.signalAll();
            return now.toEpochMilli();
        } finally {
            lock.unlock();
        }
    }

    /// Moves on, and waits until the loop knows: what is sent then comes at the new time.
    void pass(Duration time) {
        lock.lock();
        try {
            now = now.plus(time);
            await(() -> seen.equals(now));
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the loop has read all that was sent to it before. It reads between any two ticks; the first may
    /// stand just before its look at the clock.
    void awaitTick() {
        lock.lock();
        try {
            long last = ticks + 3;
            await(() -> ticks >= last);
        } finally {
            lock.unlock();
        }
    }

    /// Does something while the loop stands still at its look at the clock.
    void still(Runnable step) {
        lock.lock();
        try {
            while (!lock.hasQueuedThreads()) {
                Thread.onSpinWait();
            }
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private void await(BooleanSupplier come) {
        long rest = PATIENCE.toNanos();
        try {
            while (!come.getAsBoolean()) {
                if (rest <= 0) {
                    throw new AssertionError("the gateway does not look at the clock");
                }
                rest = ticked.awaitNanos(rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
