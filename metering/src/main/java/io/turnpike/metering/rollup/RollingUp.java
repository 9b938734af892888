package io.turnpike.metering.rollup;

import io.turnpike.metering.log.LogTail;
import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.RollUp;
import io.turnpike.storage.RollUpStore;
import io.turnpike.usage.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds what is new in a node's log to its sums, each call exactly once: sums and place are stored together, and a
/// batch is tried until it is known to be stored. Used by one thread.
public final class RollingUp {
    /// More take seconds, which somebody who wants to stop the node would wait.
    private static final int MOST_STEPS = 12;

    private final LogTail log;
    private final RollUpStore store;
    private final String node;
    private final InstantSource clock;
    private final Told told;
    private OpenCalls open = new OpenCalls();
    private Batch batch = new Batch(open);
    private @Nullable LogPlace stored;
    private LogTail.@Nullable Place read;
    private @Nullable Storing storing;
    private boolean isKnown;

    public RollingUp(LogTail log, RollUpStore store, String node, InstantSource clock, Told told) {
        this.log = log;
        this.store = store;
        this.node = node;
        this.clock = clock;
        this.told = told;
    }

    /// Adds what is new, or of a log that is far ahead some of it.
    ///
    /// @throws io.turnpike.storage.StorageUnavailable if the database is away: the next run goes on from here
    /// @throws UncheckedIOException if the log cannot be read
    public void run() {
        try {
            int steps = 1;
            while (step() && steps < MOST_STEPS) {
                steps++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads some of the log, or stores some of what was read.
    ///
    /// @return whether there is more to do
    private boolean step() throws IOException {
        if (!isKnown) {
            start();
        } else if (storing != null) {
            store(storing);
        } else {
            return readOn();
        }
        return true;
    }

    /// Takes up the stored place: reads again which calls were open there, and what some series have from behind it.
    private void start() throws IOException {
        storing = null;
        open = new OpenCalls();
        batch = new Batch(open);
        stored = store.place(node).orElse(null);
        read = null;
        if (stored != null) {
            read = new LogTail.Place(stored.segment(), stored.offset());
            log.read(new LogTail.Place(stored.oldest(), 0), read, new Reopening(open));
            told.rolledUp(stored.segment());
        }
        if (stored != null && stored.ahead() != null) {
            LogPlace.Ahead ahead = stored.ahead();
            LogTail.Place to = new LogTail.Place(ahead.segment(), ahead.offset());
            batch.begin(clock.instant());
            log.read(read == null ? to : read, to, new Whole(batch));
            read = to;
            storing = storing(to);
            storing.skipTo(ahead.part());
        }
        isKnown = true;
    }

    private boolean readOn() throws IOException {
        Instant now = clock.instant();
        batch.begin(now);
        LogTail.Place to = log.read(read, batch);
        boolean isNew = to != null && !to.equals(read);
        read = to;
        if (to == null || (!isNew && batch.isEmpty())) {
            return false;
        }
        if (batch.isFull() || (!batch.hasEnough() && batch.isDue(now))) {
            storing = storing(to);
        }
        return storing != null || batch.hasEnough();
    }

    private Storing storing(LogTail.Place to) {
        return new Storing(
                batch.lines(),
                new LogPlace(to.segment(), to.offset(), open.oldest(to.segment())),
                clock.instant().minus(Grain.MINUTES_KEPT).getEpochSecond());
    }

    /// Stores the next part. What an earlier try stored, of which nothing came back, is not stored again.
    private void store(Storing next) {
        LogPlace to = next.place(stored);
        List<RollUp> rollUps = next.rollUps();
        if (!store.add(node, stored, to, rollUps)
                && store.place(node).filter(to::equals).isEmpty()) {
            isKnown = false;
            return;
        }
        told.added(rollUps);
        stored = to;
        next.stored();
        if (!next.isDone()) {
            return;
        }
        storing = null;
        batch.clear();
        if (to.segment().compareTo(log.first()) >= 0) {
            open.forgetBefore(log.first());
        }
        told.rolledUp(to.segment());
    }

    /// Who wants to know what was stored.
    public interface Told {
        /// @param rollUps whose sums hold others once this returns: what is to stay is copied
        void added(List<RollUp> rollUps);

        /// @param segment name of the one before which all is in the sums
        void rolledUp(String segment);
    }

    /// Finds the calls that are open.
    private record Reopening(OpenCalls open) implements LogTail.Visitor {
        @Override
        public void entry(String segment, UsageRecord entry) {
            if (entry.start() == null) {
                open.ended(entry.id());
            } else if (entry.end() == null) {
                open.began(segment, entry.id(), entry.start());
            }
        }

        @Override
        public boolean hasEnough() {
            return false;
        }
    }

    /// Reads what was one batch before, and is to be one again.
    private record Whole(Batch batch) implements LogTail.Visitor {
        @Override
        public void entry(String segment, UsageRecord entry) {
            batch.entry(segment, entry);
        }

        @Override
        public boolean hasEnough() {
            return false;
        }
    }
}
