package io.turnpike.enforcement;

import io.turnpike.storage.Change;
import io.turnpike.storage.ChangeFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A change log in memory whose doorbell is rung by the test, and which tells when the follower has come to rest.
final class FakeFeed implements ChangeFeed {
    private final Runnable answers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Entry> entries = new ArrayList<>();
    private long last;
    private long epoch = 1;
    private int rings;
    private int heard;
    private boolean resting;
    private int failures;
    private boolean quiet;

    /// @param answers throws while the database is away
    FakeFeed(Runnable answers) {
        this.answers = answers;
    }

    long commit(Runnable content, Change change) {
        return locked(() -> {
            content.run();
            entries.add(new Entry(++last, change));
            if (!quiet) {
                ring();
            }
            return last;
        });
    }

    /// Lets commits pile up until the test rings, once the follower has done what it heard of before.
    void beQuiet() throws InterruptedException {
        lock.lock();
        try {
            awaitRest();
            quiet = true;
        } finally {
            lock.unlock();
        }
    }

    void restore(Runnable content, long revision) {
        locked(() -> {
            content.run();
            entries.clear();
            last = revision;
            epoch++;
            return revision;
        });
    }

    /// Rings, and waits until the follower has done what there was to do and waits again.
    void ringAndWait() throws InterruptedException {
        lock.lock();
        try {
            ring();
            awaitRest();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the database was asked in vain.
    void awaitFailure() throws InterruptedException {
        lock.lock();
        try {
            while (failures == 0) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    void failed() {
        locked(() -> {
            failures++;
            changed.signalAll();
            return failures;
        });
    }

    <T> T locked(Supplier<T> access) {
        lock.lock();
        try {
            return access.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Entry> after(long revision, int max) {
        answers.run();
        return locked(() -> entries.stream()
                .filter(entry -> entry.revision() > revision)
                .limit(max)
                .toList());
    }

    @Override
    public long last() {
        answers.run();
        return locked(() -> last);
    }

    @Override
    public long epoch() {
        answers.run();
        return locked(() -> epoch);
    }

    @Override
    public int forget(long revision, Instant end, int max) {
        return locked(() -> {
            int before = entries.size();
            entries.removeIf(entry -> entry.revision() <= revision);
            return before - entries.size();
        });
    }

    @Override
    public void await(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            resting = true;
            changed.signalAll();
            while (heard == rings) {
                changed.await();
            }
            heard = rings;
            resting = false;
        } finally {
            lock.unlock();
        }
        answers.run();
    }

    private void awaitRest() throws InterruptedException {
        while (!resting || heard < rings) {
            changed.await();
        }
    }

    private void ring() {
        rings++;
        changed.signalAll();
    }
}
