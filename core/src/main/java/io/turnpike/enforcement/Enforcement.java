package io.turnpike.enforcement;

import io.turnpike.decision.Catalogue;
import io.turnpike.decision.KeyIndex;
import io.turnpike.decision.TokenIndex;
import io.turnpike.storage.ChangeFeed;
import io.turnpike.storage.Storage;
import io.turnpike.storage.StorageUnavailable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What this node enforces, kept in step with the change log by a thread of its own. Safe for use by many threads.
///
/// While the database is away, the last state goes on being enforced (runtime V2); a node that never read
/// it enforces nothing (V3).
public final class Enforcement implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Enforcement.class.getName());
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int BATCH = 1000;

    private final Storage storage;
    private final Presence presence;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Thread follower;
    private volatile Snapshot snapshot;
    private volatile Instant current;

    private Enforcement(Storage storage, Presence presence) {
        this.storage = storage;
        this.presence = presence;
        this.current = presence.now();
        this.snapshot = Snapshot.load(storage);
        this.follower = Thread.ofPlatform().name("enforcement").daemon().unstarted(this::follow);
    }

    /// Reads everything, reports the node, and begins to follow.
    ///
    /// @throws StorageUnavailable if the database does not answer
    public static Enforcement start(Storage storage, Presence presence) {
        Enforcement enforcement = new Enforcement(storage, presence);
        presence.report(enforcement.revision());
        enforcement.follower.start();
        return enforcement;
    }

    /// Read once for each call.
    public Catalogue catalogue() {
        return snapshot.catalogue();
    }

    /// Read once for each call.
    public KeyIndex keys() {
        return snapshot.keys();
    }

    /// Read once for each call.
    public TokenIndex tokens() {
        return snapshot.tokens();
    }

    /// Place in the change log of the last change that is enforced here.
    public long revision() {
        return snapshot.revision();
    }

    /// How long ago this node last knew that it enforces all changes: about a second where all is well. It grows while
    /// the database is away, and where following fails or stands still.
    public Duration age() {
        return Duration.between(current, presence.now());
    }

    /// Waits until a change is enforced on this node.
    ///
    /// @return false if it is not after `atMost`
    public boolean awaitHere(long revision, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (revision() < revision) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = advanced.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a change is enforced on every live node.
    public Receipt awaitEverywhere(long revision, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        awaitHere(revision, atMost);
        while (true) {
            Receipt receipt = presence.receipt(revision, revision());
            if (receipt.isComplete() || System.nanoTime() >= end) {
                return receipt;
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            follower.interrupt();
            try {
                follower.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            presence.leave();
        }
    }

    private void follow() {
        while (open.get()) {
            try {
                storage.changes().await(POLL);
                catchUp();
                snapshot.expire(presence.now());
                presence.beat(revision());
            } catch (StorageUnavailable e) {
                LOG.log(Level.WARNING, "the database is away; enforcing revision {0}", revision());
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "cannot follow the change log; still enforcing revision " + revision(), e);
                pause();
            }
        }
    }

    private void catchUp() {
        Instant asked = presence.now();
        if (!snapshot.isContinued()) {
            reload("the database was put back to an earlier state");
        }
        List<ChangeFeed.Entry> entries = next();
        while (!entries.isEmpty()) {
            snapshot.apply(entries).ifPresent(this::reload);
            advance();
            entries = next();
        }
        current = asked;
    }

    /// The changes right behind the snapshot, which is another one where some of them are in the log no more.
    private List<ChangeFeed.Entry> next() {
        long committed = storage.changes().last(); // asked first: all that is committed by now can be read
        List<ChangeFeed.Entry> entries = storage.changes().after(revision(), BATCH);
        long first = entries.isEmpty() ? committed + 1 : entries.getFirst().revision();
        if (first <= revision() + 1) {
            return entries;
        }
        reload("changes that this node has not seen were deleted from the log");
        return storage.changes().after(revision(), BATCH);
    }

    private void reload(String reason) {
        LOG.log(Level.INFO, "reading everything anew: {0}", reason);
        snapshot = Snapshot.load(storage);
        advance();
    }

    private void advance() {
        lock.lock();
        try {
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
        presence.advanced(revision());
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
