package io.turnpike.metering.log;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Three threads: one writes, one waits for the disk, one makes snapshots.
final class Threads implements Drive {
    private final ExecutorService forcer = Executors.newSingleThreadExecutor(daemon("usage-sync"));
    private final ExecutorService background = Executors.newSingleThreadExecutor(daemon("usage-snapshot"));
    private volatile @Nullable Thread writer;
    private volatile boolean isClosing;

    @Override
    public void start(LongUnaryOperator turn) {
        Thread thread = daemon("usage-writer").newThread(() -> {
            while (!isClosing) {
                LockSupport.parkNanos(this, turn.applyAsLong(System.nanoTime()));
            }
        });
        writer = thread;
        thread.start();
    }

    @Override
    public void ring() {
        LockSupport.unpark(writer);
    }

    @Override
    public void force(Runnable task) {
        forcer.execute(task);
    }

    @Override
    public void background(Runnable task) {
        background.execute(task);
    }

    @Override
    public void close() {
        isClosing = true;
        ring();
        Thread thread = writer;
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forcer.close();
        background.close();
    }

    private static ThreadFactory daemon(String name) {
        return Thread.ofPlatform().daemon().name(name).factory();
    }
}
