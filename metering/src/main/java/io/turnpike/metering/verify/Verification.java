package io.turnpike.metering.verify;

import io.turnpike.metering.log.UsageReader;
import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.storage.RollUpStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a whole usage log and recomputes what follows from it. Changes nothing, and may run beside the node.
///
/// Memory grows with open calls and live counters, not with the log.
public final class Verification {
    /// So much is left out at the ends of what is kept, where it is being deleted.
    private static final Duration EDGE = Duration.ofHours(2);

    private static final String DATABASE = "database";

    private final Path folder;
    private final Report report = new Report();
    private final SumDigests stored = new SumDigests();
    private final @Nullable LogPlace place;
    private final Recount recount;
    private final SnapshotCheck snapshots;

    private Verification(Path folder, RollUpStore store, String node) throws IOException {
        this.folder = folder;
        this.place = store.read(
                        node, rollUp -> stored.add(rollUp.grain(), rollUp.start(), rollUp.series(), rollUp.sums()))
                .orElse(null);
        this.recount = new Recount(report, place);
        this.snapshots = new SnapshotCheck(folder, report, recount.counters());
    }

    /// @param folder of the log
    /// @param node whose log it is
    /// @param hoursKept how long sums by hour are kept
    /// @throws IOException if a file cannot be read at all
    public static Report of(Path folder, RollUpStore store, String node, Instant now, Duration hoursKept)
            throws IOException {
        Verification verification = new Verification(folder, store, node);
        verification.run(now, hoursKept);
        return verification.report;
    }

    private void run(Instant now, Duration hoursKept) throws IOException {
        List<SegmentFile> segments = segments();
        boolean isWhole = segments.isEmpty() || segments.getFirst().previous().isEmpty();
        long knownSince = isWhole ? Long.MIN_VALUE : segments.getFirst().opened();
        snapshots.start(segments, knownSince);
        for (int i = 0; i < segments.size(); i++) {
            SegmentFile next = i + 1 < segments.size() ? segments.get(i + 1) : null;
            read(segments.get(i), next);
            if (next != null) {
                snapshots.check(segments.get(i), next.opened());
            }
        }
        snapshots.checkRestart(new UsageReader(folder));
        recount.finish();
        if (place != null
                && (segments.isEmpty()
                        || place.segment().compareTo(segments.getLast().name()) > 0)) {
            report.problem(place.segment(), "missing", "is rolled up, but not there");
        }
        compare(Grain.HOUR, knownSince, now.minus(hoursKept).plus(EDGE));
        compare(Grain.MINUTE, knownSince, now.minus(Grain.MINUTES_KEPT).plus(EDGE));
    }

    private List<SegmentFile> segments() throws IOException {
        List<SegmentFile> segments = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(SegmentFile.ENDING))
                    .sorted()
                    .toList()) {
                try {
                    segments.add(SegmentFile.open(file));
                } catch (IOException e) {
                    report.problem(file.getFileName().toString(), "damaged", String.valueOf(e.getMessage()));
                }
            }
        }
        report.count("segments", segments.size());
        return segments;
    }

    private void read(SegmentFile segment, @Nullable SegmentFile next) throws IOException {
        if (next != null && !next.follows(segment)) {
            report.problem(next.previous(), "missing", "should stand before " + next.name());
        }
        long size = Files.size(segment.file());
        boolean isEndKnown = next != null && next.follows(segment);
        long end = next != null && isEndKnown ? next.previousEnd() : size;
        long whole = segment.read(Math.min(end, size), (frameEnd, payload) -> frame(segment, frameEnd, payload));
        if (isEndKnown ? whole < end : segment.hasFrameBetween(whole, size)) {
            report.problem(segment.name(), "damaged", "cannot be read from byte %d on".formatted(whole));
        }
        if (place != null && place.segment().equals(segment.name()) && whole < place.offset()) {
            report.problem(
                    segment.name(), "cut", "is rolled up to byte %d, but ends at %d".formatted(place.offset(), whole));
        }
        report.count("tornBytes", isEndKnown ? 0 : size - whole);
    }

    private void frame(SegmentFile segment, long end, byte[] payload) {
        try {
            EntryDecoder.decode(payload, segment.node(), entry -> recount.entry(segment.name(), end, entry));
        } catch (IOException e) {
            report.problem(
                    segment.name(),
                    "unreadable",
                    "holds a frame before byte %d that %s".formatted(end, e.getMessage()));
        }
    }

    private void compare(Grain grain, long knownSince, Instant keptSince) {
        long known = knownSince == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : grain.start(Math.floorDiv(knownSince, 1_000L)) + grain.seconds();
        String name = grain == Grain.HOUR ? "hours" : "minutes";
        report.count(name, stored.count(grain));
        recount.calls()
                .compare(
                        stored,
                        grain,
                        Math.max(known, keptSince.getEpochSecond()),
                        (start, calls, others) -> report.problem(
                                DATABASE,
                                "rollUp",
                                "the %s of %s: the log has %d calls, the sums %d%s"
                                        .formatted(
                                                grain == Grain.HOUR ? "hour" : "minute",
                                                Instant.ofEpochSecond(start),
                                                calls,
                                                others,
                                                calls == others ? ", and they differ" : "")));
    }
}
