package io.turnpike.metering.rollup;

import io.turnpike.metering.log.LogTail;
import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.RollUp;
import io.turnpike.storage.RollUpStore;
import io.turnpike.usage.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds what is new in a node's log to its sums, each call exactly once: sums and place are stored together, and a
/// batch is tried until it is known to be stored. Used by one thread.
public final class RollingUp {
    /// More take seconds, which somebody who wants to stop the node would wait.
    private static final int MOST_BATCHES = 4;

    private final LogTail log;
    private final RollUpStore store;
    private final String node;
    private final InstantSource clock;
    private final Told told;
    private OpenCalls open = new OpenCalls();
    private @Nullable LogPlace stored;
    private LogTail.@Nullable Place read;
    private @Nullable Pending pending;
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
            int batches = 1;
            while (step() && batches < MOST_BATCHES) {
                batches++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean step() throws IOException {
        if (!isKnown) {
            start();
        }
        Pending next = pending == null ? readOn() : pending;
        if (next == null) {
            return false;
        }
        pending = next;
        if (store.add(node, stored, next.to, next.rollUps)) {
            told.added(next.rollUps);
        } else if (store.place(node).filter(next.to::equals).isEmpty()) {
            isKnown = false;
            return true;
        }
        stored = next.to;
        pending = null;
        if (next.to.segment().compareTo(log.first()) >= 0) {
            open.forgetBefore(log.first());
        }
        told.rolledUp(next.to.segment());
        return true;
    }

    /// Takes up the stored place, and reads again which calls were open there.
    private void start() throws IOException {
        pending = null;
        open = new OpenCalls();
        stored = store.place(node).orElse(null);
        read = null;
        if (stored != null) {
            read = new LogTail.Place(stored.segment(), stored.offset());
            log.read(stored.oldest(), read, new Reopening(open));
            told.rolledUp(stored.segment());
        }
        isKnown = true;
    }

    private @Nullable Pending readOn() throws IOException {
        Batch batch = new Batch(open);
        LogTail.Place to = log.read(read, batch);
        if (to == null || to.equals(read)) {
            return null;
        }
        read = to;
        return new Pending(
                batch.place(to),
                batch.rollUps(clock.instant().minus(Grain.MINUTES_KEPT).getEpochSecond()));
    }

    /// Who wants to know what was stored.
    public interface Told {
        void added(List<RollUp> rollUps);

        /// @param segment name of the one before which all is in the sums
        void rolledUp(String segment);
    }

    private record Pending(LogPlace to, List<RollUp> rollUps) {}

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
}
