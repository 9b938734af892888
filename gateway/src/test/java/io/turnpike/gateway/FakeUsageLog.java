package io.turnpike.gateway;

import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Keeps entries in memory; can be made to fail, or to hold calls back.
final class FakeUsageLog implements UsageLog {
    final List<Decided> decided = new CopyOnWriteArrayList<>();
    final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    volatile boolean failing;
    volatile boolean holding;
    /// Thrown by the next entry, once.
    final AtomicReference<RuntimeException> bug = new AtomicReference<>();

    private final List<Runnable> held = new CopyOnWriteArrayList<>();

    @Override
    public Appender appender(Executor loop) {
        return new Appender() {
            @Override
            public void decided(Decided entry, Continuation then) {
                throwBug();
                if (failing) {
                    then.unavailable();
                    return;
                }
                decided.add(entry);
                if (holding) {
                    held.add(() -> loop.execute(then::recorded));
                } else {
                    then.recorded();
                }
            }

            @Override
            public void ended(Ended entry) {
                throwBug();
                ended.add(entry);
            }
        };
    }

    @Override
    public boolean isWritable() {
        return !failing;
    }

    private void throwBug() {
        RuntimeException thrown = bug.getAndSet(null);
        if (thrown != null) {
            throw thrown;
        }
    }

    /// Lets the calls go on that were held back.
    void letGo() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    /// Waits until so many calls are held back.
    void awaitHeld(int calls) {
        while (held.size() < calls) {
            Thread.onSpinWait();
        }
    }

    /// Waits until so many calls are entered.
    void awaitDecided(int calls) {
        while (decided.size() < calls) {
            Thread.onSpinWait();
        }
    }

    /// Forgets what was entered: a test of many calls would drown in it.
    void forget() {
        decided.clear();
        ended.clear();
    }

    /// The close of the next call; waits for it.
    Ended nextEnded() throws InterruptedException {
        Ended next = ended.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no call ended");
        }
        return next;
    }
}
