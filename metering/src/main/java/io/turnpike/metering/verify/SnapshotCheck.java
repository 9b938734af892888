package io.turnpike.metering.verify;

import io.turnpike.metering.log.UsageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Compares snapshots, and what a node would count after a start, with the charges of the log.
///
/// Where the log does not reach back to the beginning, windows that began before it are taken as the older snapshot
/// has them; the newer one then has to follow.
final class SnapshotCheck {
    private static final String SNAPSHOT = ".snapshot";

    private final Path folder;
    private final Report report;
    private final CounterSums counters;
    private long knownSince;
    /// Where the segment behind the newest snapshot was opened: windows that had ended by then are in none.
    private long newest = Long.MIN_VALUE;

    /// @param counters to which the segments' charges are being added
    SnapshotCheck(Path folder, Report report, CounterSums counters) {
        this.folder = folder;
        this.report = report;
        this.counters = counters;
    }

    /// @param since moment from which on the log has every charge, milliseconds since the epoch
    void start(List<SegmentFile> segments, long since) {
        knownSince = since;
        long oldest = Long.MIN_VALUE;
        for (int i = 0; i + 1 < segments.size() && oldest == Long.MIN_VALUE; i++) {
            if (Files.exists(file(segments.get(i)))) {
                oldest = segments.get(i + 1).opened();
            }
        }
        counters.forgetEndedBy(oldest);
    }

    /// Checks the snapshot that stands behind a segment, if there is one; all charges up to there were added.
    ///
    /// @param nextOpened when the segment behind was opened: windows that had ended by then are left out
    void check(SegmentFile segment, long nextOpened) {
        Path file = file(segment);
        if (!Files.exists(file)) {
            return;
        }
        report.count("snapshots", 1);
        CounterSums snapshot;
        try {
            snapshot = CounterSums.read(file);
        } catch (IOException e) {
            report.problem(file.getFileName().toString(), "damaged", String.valueOf(e.getMessage()));
            return;
        }
        compare(snapshot, nextOpened, file.getFileName().toString(), "the snapshot has");
        counters.adopt(snapshot, knownSince);
        knownSince = Long.MIN_VALUE;
        newest = nextOpened;
    }

    /// Checks what the node's own replay makes of the log; not while a node writes it.
    void checkRestart(UsageReader log) throws IOException {
        report.count("counters", counters.size());
        if (log.isWritten()) {
            return;
        }
        CounterSums replayed = new CounterSums();
        try {
            log.counters(replayed::add);
        } catch (IOException e) {
            report.problem(
                    folder.getFileName().toString(), "unreadable", "keeps a node from starting: " + e.getMessage());
            return;
        }
        report.count("countersAfterRestart", replayed.size());
        compare(replayed, newest, "", "a start would count");
    }

    private void compare(CounterSums others, long endingAfter, String file, String what) {
        counters.compare(
                others,
                knownSince,
                endingAfter,
                (counter, window, charged, other) -> report.problem(
                        file.isEmpty() ? folder.getFileName().toString() : file,
                        "counter",
                        "counter %016x%016x, %s to %s: %d are charged, %s %d"
                                .formatted(
                                        counter.high(),
                                        counter.low(),
                                        Instant.ofEpochMilli(window.start()),
                                        Instant.ofEpochMilli(window.end()),
                                        charged,
                                        what,
                                        other)));
    }

    private Path file(SegmentFile segment) {
        return folder.resolve(segment.name() + SNAPSHOT);
    }
}
