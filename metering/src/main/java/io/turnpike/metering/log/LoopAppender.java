package io.turnpike.metering.log;

import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog;
import io.turnpike.usage.UsageLog.Continuation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One event loop's end of the log. Everything but `tick`, `onLoop`, `reuse` and `close` runs on the loop.
final class LoopAppender implements UsageLog.Appender {
    private static final Logger LOG = LoggerFactory.getLogger(LoopAppender.class);
    private static final int FIRST_ROOM = 1 << 12;
    private static final int MOST_ROOM = 1 << 17;
    /// A chunk goes while one more entry has room: its array would become twice as long.
    private static final int MAX_CHUNK = MOST_ROOM - (1 << 12);
    private static final int MOST_SPARE = 64;

    private final Executor loop;
    private final LogWriter writer;
    private final BegunCalls begun = new BegunCalls();
    private final ChunkWriter chunk = new ChunkWriter();
    /// Room for chunks: arrays live until their chunk is on disk, which is long enough to burden a garbage collector. A
    /// chunk is handed over every 20 ms, and forced to disk every second.
    private final Queue<byte[]> spare = new ArrayBlockingQueue<>(MOST_SPARE);
    /// Calls that go on once they are on disk.
    private final List<Waiting> waiting = new ArrayList<>();
    /// Calls that wait for room.
    private final Queue<Waiting> held = new ArrayDeque<>();
    /// Entries in the chunk.
    private int packed;
    /// Entries that are begun, waiting, packed, or with the writer.
    private int unwritten;

    private boolean isFlushing;
    private volatile boolean hasPending;

    LoopAppender(Executor loop, LogWriter writer) {
        this.loop = loop;
        this.writer = writer;
    }

    @Override
    public void decided(Decided decided, Continuation then) {
        if (!writer.isWritable()) {
            then.unavailable();
        } else if (held.isEmpty() && unwritten < writer.share()) {
            enter(decided, then);
        } else {
            held.add(new Waiting(decided, then));
            flush();
        }
    }

    /// A call that ends before the next flush is one entry, packed while its parts are at hand.
    @Override
    public void ended(Ended ended) {
        Decided first = begun.remove(ended.id());
        pack(first, ended);
        if (first == null) {
            counted();
        }
    }

    /// Packs what is left and hands it to the writer.
    void flush() {
        isFlushing = false;
        begun.drain(decided -> pack(decided, null));
        hand(List.of());
        handWaiting();
    }

    /// Lets the loop flush if something is pending. For the writer's thread.
    void tick() {
        if (hasPending) {
            hasPending = false;
            onLoop(this::flush);
        }
    }

    /// Runs a task on the loop, unless that is ending: then what is left is taken by `close`.
    void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("an event loop is ending", e);
        }
    }

    /// Flushes for the last time: on the loop, or here if that has ended.
    void close(Runnable flushed) {
        Runnable task = () -> {
            flush();
            flushed.run();
        };
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /// A chunk is written, or on disk where calls wait for that.
    void written(Chunk written) {
        unwritten -= written.entries();
        written.waiting().forEach(Continuation::recorded);
        while (!held.isEmpty() && writer.isWritable() && unwritten < writer.share()) {
            Waiting next = held.remove();
            enter(next.decided, next.then);
        }
    }

    /// Takes back the bytes of a chunk that is on disk, on any thread.
    void reuse(byte[] bytes) {
        spare.offer(bytes);
    }

    /// A chunk with calls that wait for the disk was given up.
    void givenUp(Chunk lost) {
        unwritten -= lost.entries();
        lost.waiting().forEach(Continuation::unavailable);
    }

    /// The log cannot be written: calls that wait for room cannot go on.
    void refuseHeld() {
        while (!held.isEmpty()) {
            held.remove().then.unavailable();
        }
    }

    private void enter(Decided decided, Continuation then) {
        if (!writer.isGroupCommit()) {
            begun.add(decided);
            counted();
            then.recorded();
            return;
        }
        waiting.add(new Waiting(decided, then));
        counted();
        if (!isFlushing) {
            isFlushing = true;
            onLoop(this::flush);
        }
    }

    /// One entry came.
    private void counted() {
        unwritten++;
        int pending = begun.size() + waiting.size() + packed;
        if (pending == 1) {
            hasPending = true;
        }
        if (pending * 2L >= writer.share()) {
            flush();
        }
    }

    private void pack(@Nullable Decided decided, @Nullable Ended ended) {
        chunk.add(decided, ended);
        packed++;
        if (chunk.size() >= MAX_CHUNK) {
            hand(List.of());
        }
    }

    /// Entries on which a call waits stand in chunks of their own: these can be given up.
    private void handWaiting() {
        List<Continuation> packedCalls = new ArrayList<>();
        for (Waiting call : waiting) {
            chunk.add(call.decided, null);
            packed++;
            packedCalls.add(call.then);
            if (chunk.size() >= MAX_CHUNK) {
                hand(packedCalls);
                packedCalls = new ArrayList<>();
            }
        }
        waiting.clear();
        hand(packedCalls);
    }

    private void hand(List<Continuation> then) {
        if (packed > 0) {
            int length = chunk.size();
            byte[] fresh = spare.poll();
            byte[] bytes = chunk.take(fresh == null ? new byte[FIRST_ROOM] : fresh);
            writer.accept(new Chunk(this, bytes, length, packed, then));
            packed = 0;
        }
    }

    private record Waiting(Decided decided, Continuation then) {}
}
