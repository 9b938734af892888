package io.turnpike.metering.log;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Appends chunks to segments. All of its work is done in `turn`, which one thread calls over and over.
///
/// Chunks are kept in memory until they are forced to disk. When a write or a force fails, the segment ends for
/// readers where it was last forced; the next one says so and begins with the kept chunks. So nothing that was
/// acknowledged is lost, and nothing is there twice.
final class LogWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final long RETRY_NANOS = 250_000_000;

    private final UsageConfig config;
    private final SegmentChain chain;
    private final Executor forcer;
    private final Runnable segmentClosed;
    private final Runnable doorbell;

    private final List<LoopAppender> appenders = new CopyOnWriteArrayList<>();
    private final Queue<Chunk> handed = new ConcurrentLinkedQueue<>();
    private volatile boolean writable = true;
    private volatile int share;

    private final Deque<Chunk> unforced = new ArrayDeque<>();
    private final List<Chunk> untold = new ArrayList<>();
    private @Nullable Forcing forcing;
    /// Up to where the log survives a power cut.
    private volatile Forced forced;

    private boolean isDirty;
    private long dirtySince;
    private long openedAt;
    private long nextTick;
    private long nextTry;

    /// @param chain with an open segment
    /// @param forcer runs what waits for the disk
    /// @param segmentClosed told on the writer's thread
    /// @param doorbell rung on any thread when there is something to write
    LogWriter(UsageConfig config, SegmentChain chain, Executor forcer, Runnable segmentClosed, Runnable doorbell) {
        this.config = config;
        this.chain = chain;
        this.forcer = forcer;
        this.segmentClosed = segmentClosed;
        this.doorbell = doorbell;
        this.share = config.writeEntries();
        this.forced = new Forced(chain.current().name(), chain.current().length());
    }

    boolean isWritable() {
        return writable;
    }

    /// Whether calls go on only when their charge is on disk.
    boolean isGroupCommit() {
        return config.sync().isZero();
    }

    /// What stands in front of it is read by nobody twice: no later segment repeats it.
    Forced forced() {
        return forced;
    }

    /// Entries that each loop may have in memory.
    int share() {
        return share;
    }

    LoopAppender appender(Executor loop) {
        LoopAppender appender = new LoopAppender(loop, this);
        appenders.add(appender);
        share = Math.max(1, config.writeEntries() / appenders.size());
        return appender;
    }

    /// Takes a chunk, from any thread.
    void accept(Chunk chunk) {
        handed.add(chunk);
        doorbell.run();
    }

    /// Does what is due.
    ///
    /// @param now nanoseconds of a clock that never goes back
    /// @return nanoseconds until the next turn is due, unless the bell rings
    long turn(long now) {
        if (now - nextTick >= 0) {
            nextTick = now + config.writeInterval().toNanos();
            appenders.forEach(LoopAppender::tick);
        }
        List<Chunk> fresh = takeHanded();
        try {
            if (writable) {
                finishForcing();
                write(fresh, now);
                forceIfDue(now);
                rollIfDue(now);
            } else if (now - nextTry >= 0) {
                tryAgain(now);
            }
        } catch (IOException | RuntimeException e) {
            fail(e, now);
        }
        return nextTick - now;
    }

    List<LoopAppender> appenders() {
        return appenders;
    }

    /// Writes and forces what is left, and ends the segment.
    void finish() throws IOException {
        List<Chunk> fresh = takeHanded();
        try {
            if (writable) {
                awaitForcing();
                chain.current().append(fresh);
                chain.current().force();
            }
        } catch (IOException e) {
            fail(e, 0);
        }
        if (!writable) {
            giveUpWaiting();
            chain.open(unforced);
        }
        tellWritten();
        chain.abandon(chain.current().length());
    }

    /// Nothing can be written until `turn` has opened another segment.
    private void fail(Exception cause, long now) {
        if (writable) {
            LOG.error("the usage log cannot be written; calls that charge are refused until it can", cause);
        }
        writable = false;
        forcing = null;
        isDirty = false;
        nextTry = now + RETRY_NANOS;
        chain.abandon(forced.length);
        giveUpWaiting();
        appenders.forEach(appender -> appender.onLoop(appender::refuseHeld));
    }

    private List<Chunk> takeHanded() {
        List<Chunk> fresh = new ArrayList<>();
        for (Chunk chunk = handed.poll(); chunk != null; chunk = handed.poll()) {
            fresh.add(chunk);
        }
        unforced.addAll(fresh);
        untold.addAll(fresh);
        return fresh;
    }

    private void write(List<Chunk> fresh, long now) throws IOException {
        if (fresh.isEmpty()) {
            return;
        }
        chain.current().append(fresh);
        if (isGroupCommit()) {
            chain.current().force();
            forgetForced(unforced.size(), chain.current().length());
        } else if (!isDirty) {
            isDirty = true;
            dirtySince = now;
        }
        tellWritten();
    }

    private void forceIfDue(long now) {
        long untilDue = config.sync().minus(config.writeInterval()).toNanos();
        if (isDirty && forcing == null && now - dirtySince >= untilDue) {
            isDirty = false;
            OpenSegment segment = chain.current();
            FutureTask<@Nullable Void> task = new FutureTask<>(() -> {
                segment.force();
                return null;
            });
            forcing = new Forcing(task, unforced.size(), segment.length());
            forcer.execute(task);
        }
    }

    private void finishForcing() throws IOException {
        if (forcing != null && forcing.task.isDone()) {
            awaitForcing();
        }
    }

    private void awaitForcing() throws IOException {
        if (forcing == null) {
            return;
        }
        Forcing done = forcing;
        try {
            done.task.get();
        } catch (ExecutionException e) {
            throw new IOException("what was written could not be forced to disk", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while forcing to disk");
        }
        forcing = null;
        forgetForced(done.chunks, done.length);
    }

    private void forgetForced(int chunks, long length) {
        for (int i = 0; i < chunks; i++) {
            Chunk chunk = unforced.remove();
            chunk.owner().reuse(chunk.bytes());
        }
        forced = new Forced(chain.current().name(), length);
    }

    private void rollIfDue(long now) throws IOException {
        OpenSegment segment = chain.current();
        if (segment.isEmpty()) {
            openedAt = now;
        } else if (segment.length() >= config.segmentSize()
                || now - openedAt >= config.segmentAge().toNanos()) {
            awaitForcing();
            segment.force();
            forgetForced(unforced.size(), segment.length());
            isDirty = false;
            chain.roll();
            started(now);
        }
    }

    private void tryAgain(long now) throws IOException {
        giveUpWaiting();
        chain.open(unforced);
        unforced.clear();
        writable = true;
        LOG.info("the usage log is written again, to {}", chain.current().name());
        started(now);
        tellWritten();
    }

    private void started(long now) {
        forced = new Forced(chain.current().name(), chain.current().length());
        openedAt = now;
        segmentClosed.run();
    }

    private void tellWritten() {
        for (Chunk chunk : untold) {
            chunk.owner().onLoop(() -> chunk.owner().written(chunk));
        }
        untold.clear();
    }

    /// Drops the chunks whose calls have not gone on yet.
    private void giveUpWaiting() {
        unforced.removeIf(chunk -> !chunk.waiting().isEmpty());
        untold.removeIf(chunk -> {
            boolean isWaiting = !chunk.waiting().isEmpty();
            if (isWaiting) {
                chunk.owner().onLoop(() -> chunk.owner().givenUp(chunk));
            }
            return isWaiting;
        });
    }

    /// @param segment the one that is written
    /// @param length of what is on disk of it
    record Forced(SegmentName segment, long length) {}

    /// A force that is under way.
    ///
    /// @param chunks how many of the unforced ones it covers
    /// @param length of the segment when it began
    private record Forcing(FutureTask<@Nullable Void> task, int chunks, long length) {}
}
