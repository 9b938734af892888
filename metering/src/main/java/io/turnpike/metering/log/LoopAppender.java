package io.turnpike.metering.log;

import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog;
import io.turnpike.usage.UsageLog.Continuation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One event loop's end of the log. Everything but `tick`, `onLoop` and `close` runs on the loop.
final class LoopAppender implements UsageLog.Appender {
    private static final Logger LOG = LoggerFactory.getLogger(LoopAppender.class);
    private static final int MAX_CHUNK = 1 << 17;

    private final Executor loop;
    private final LogWriter writer;
    private final ChunkWriter chunk = new ChunkWriter();
    private final PendingEntries pending = new PendingEntries();
    private final Queue<Held> held = new ArrayDeque<>();
    /// Entries that are pending or with the writer.
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
            held.add(new Held(decided, then));
            flush();
        }
    }

    @Override
    public void ended(Ended ended) {
        PendingEntries.Entry first = pending.find(ended.id());
        if (first == null) {
            add(new PendingEntries.Entry(ended.id(), null, ended, null));
        } else {
            first.ended = ended;
        }
    }

    /// Packs what is pending and hands it to the writer.
    void flush() {
        isFlushing = false;
        hand(true);
        hand(false);
        pending.clear();
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
            Held next = held.remove();
            enter(next.decided, next.then);
        }
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
            add(new PendingEntries.Entry(decided.id(), decided, null, null));
            then.recorded();
            return;
        }
        add(new PendingEntries.Entry(decided.id(), decided, null, then));
        if (!isFlushing) {
            isFlushing = true;
            onLoop(this::flush);
        }
    }

    private void add(PendingEntries.Entry entry) {
        pending.add(entry);
        unwritten++;
        if (pending.size() == 1) {
            hasPending = true;
        }
        if (pending.size() * 2L >= writer.share()) {
            flush();
        }
    }

    /// Entries on which a call waits stand in chunks of their own: these can be given up.
    private void hand(boolean waited) {
        List<Continuation> waiting = new ArrayList<>();
        int entries = 0;
        for (PendingEntries.Entry entry : pending.inOrder()) {
            if ((entry.then != null) == waited) {
                chunk.add(entry.decided, entry.ended);
                entries++;
                if (entry.then != null) {
                    waiting.add(entry.then);
                }
                if (chunk.size() >= MAX_CHUNK) {
                    writer.accept(new Chunk(this, chunk.take(), entries, waiting));
                    waiting = new ArrayList<>();
                    entries = 0;
                }
            }
        }
        if (entries > 0) {
            writer.accept(new Chunk(this, chunk.take(), entries, waiting));
        }
    }

    /// A call that waits for room.
    private record Held(Decided decided, Continuation then) {}
}
