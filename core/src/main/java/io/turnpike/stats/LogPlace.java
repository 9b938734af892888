package io.turnpike.stats;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Up to where a node's usage log is rolled up.
///
/// What is too much for one transaction is added by series, in the order of their ids: until all of it is there, some
/// series stand further than the others.
///
/// @param segment name of the segment that was read last; empty where only some series are rolled up at all
/// @param offset place in it behind the last frame that is in the sums
/// @param oldest name of the segment that holds the first entry of the oldest call which has not ended by there
/// @param ahead where some series stand; null where all stand here
public record LogPlace(
        String segment,
        long offset,
        String oldest,
        @Nullable Ahead ahead) {
    /// No series stands here.
    private static final LogPlace NOWHERE = new LogPlace("", 0, "");

    public LogPlace(String segment, long offset, String oldest) {
        this(segment, offset, oldest, null);
    }

    /// The same place, with some series ahead.
    ///
    /// @param from null for the beginning
    public static LogPlace with(@Nullable LogPlace from, Ahead ahead) {
        LogPlace place = from == null ? NOWHERE : from;
        return new LogPlace(place.segment, place.offset, place.oldest, ahead);
    }

    /// Whether a frame is in the sums of every series.
    ///
    /// @param end behind the frame
    public boolean isBehind(String inSegment, long end) {
        return isBehind(segment, offset, inSegment, end);
    }

    /// Whether a frame is in the sums of one series.
    public boolean isBehind(Series series, String inSegment, long end) {
        return isBehind(inSegment, end)
                || (ahead != null
                        && Ahead.part(series.id()) < ahead.part
                        && isBehind(ahead.segment, ahead.offset, inSegment, end));
    }

    private static boolean isBehind(String segment, long offset, String inSegment, long end) {
        int bySegment = inSegment.compareTo(segment);
        return bySegment < 0 || (bySegment == 0 && end <= offset);
    }

    /// @param part the series of lower parts stand there
    public record Ahead(String segment, long offset, int part) {
        /// The first 16 bits of a series' id, as a number.
        public static int part(UUID series) {
            return (int) (series.getMostSignificantBits() >>> 48);
        }
    }
}
