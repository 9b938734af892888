package io.turnpike.metering.log;

import io.turnpike.quota.Counters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a crash left, made good: unfinished files are deleted, the torn end of the last segment is
/// cut, charges are added up.
///
/// @param end where the log goes on
record Recovery(WindowSums sums, SegmentChain.End end, List<Damage> damages) {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    static Recovery of(LogDirectory directory) throws IOException {
        for (String file : directory.names()) {
            if (OpenSegment.isUnfinished(file) || Snapshot.isUnfinished(file)) {
                directory.delete(file);
            }
        }
        List<Damage> damages = new ArrayList<>();
        Replay replay = new Replay(directory, damages::add);
        SegmentName place = replay.place();
        SegmentChain.End end = new SegmentChain.End(place == null ? "" : place.toString(), 0);
        for (Segment segment : replay.segments()) {
            long whole = replay.add(segment);
            end = new SegmentChain.End(segment.name().toString(), whole);
            if (segment.isLast() && whole > 0) {
                cut(directory, end);
            }
        }
        damages.forEach(damage -> LOG.error(
                "the usage log is damaged: {} {}, {} bytes from {} on; what they held is not counted",
                damage.file(),
                damage.what(),
                damage.length(),
                damage.offset()));
        return new Recovery(replay.sums(), end, List.copyOf(damages));
    }

    /// Gives counters back what was charged in windows that have not ended.
    void restore(Counters counters, long nowMillis) throws IOException {
        sums.forEach((counter, window, sum) -> {
            if (!window.hasEnded(nowMillis) && sum > 0) {
                counters.restore(counter, window, sum);
            }
        });
    }

    private static void cut(LogDirectory directory, SegmentChain.End end) throws IOException {
        long size = directory.size(end.file());
        if (size > end.length()) {
            LOG.info("cut the torn end of {}: {} bytes", end.file(), size - end.length());
            directory.truncate(end.file(), end.length());
        }
    }
}
