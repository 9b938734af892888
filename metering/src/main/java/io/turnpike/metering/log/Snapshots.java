package io.turnpike.metering.log;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes snapshots, each from the one before and the segments that were closed since, and drops what need not be
/// kept. Reads files only; used by one thread at a time.
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    /// The newest, and one to fall back on.
    private static final int KEPT = 2;

    private final LogDirectory directory;
    private final Duration keep;
    private final long maxSize;
    private final InstantSource clock;
    private volatile @Nullable SegmentName rolledUp;

    Snapshots(LogDirectory directory, UsageConfig config, InstantSource clock) {
        this.directory = directory;
        this.keep = config.keep();
        this.maxSize = config.maxSize();
        this.clock = clock;
    }

    /// Tells that the segments before this one are in the roll-ups.
    void rolledUp(SegmentName before) {
        rolledUp = before;
    }

    /// Makes a snapshot that stands behind the last closed segment.
    void advance() throws IOException {
        Replay replay = new Replay(directory, damage -> LOG.error("left out of the snapshot: {}", damage));
        SegmentName next = null;
        for (Segment segment : replay.segments()) {
            if (segment.next() != null) {
                replay.add(segment);
                next = segment.next();
            }
        }
        SegmentName place = replay.place();
        if (next == null || place == null) {
            return;
        }
        replay.sums().removeEnded(next.opened());
        new Snapshot(place, replay.sums()).write(directory);
        dropOld();
    }

    private void dropOld() throws IOException {
        List<SegmentName> places = Snapshot.places(directory);
        for (SegmentName place : places.subList(Math.min(KEPT, places.size()), places.size())) {
            directory.delete(Snapshot.file(place));
        }
        dropSegments(places.get(Math.min(KEPT, places.size()) - 1));
    }

    /// Drops segments that are too old or too many, oldest first, and only such as are in every snapshot that is kept
    /// and in the roll-ups.
    private void dropSegments(SegmentName inAllSnapshots) throws IOException {
        SegmentName notRolledUp = rolledUp;
        if (notRolledUp == null) {
            return;
        }
        List<SegmentName> names = SegmentName.in(directory);
        long total = 0;
        for (SegmentName name : names) {
            total += directory.size(name.toString());
        }
        for (int i = 0; i + 1 < names.size(); i++) {
            boolean isOld = names.get(i + 1).opened() < clock.millis() - keep.toMillis();
            boolean isNeeded =
                    names.get(i).compareTo(inAllSnapshots) > 0 || names.get(i).compareTo(notRolledUp) >= 0;
            if (isNeeded || (!isOld && total <= maxSize)) {
                return;
            }
            String file = names.get(i).toString();
            total -= directory.size(file);
            directory.delete(file);
        }
    }
}
