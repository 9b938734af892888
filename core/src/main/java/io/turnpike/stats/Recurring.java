package io.turnpike.stats;

import java.util.List;
import java.util.stream.IntStream;

/// When a call came, as a part of a stretch of time that recurs. It follows from the start of the sums.
///
/// @param names of the parts, in order; they are ours, never a caller's
/// @param seconds length of each part, at least those of the grain
/// @param shift what is added to a time before it is divided; at the epoch the first part begins
public record Recurring(List<String> names, long seconds, long shift) implements Trait {
    private static final List<String> HOURS =
            IntStream.range(0, 24).mapToObj("%02d"::formatted).toList();

    /// From Thursday, which 1970-01-01 was.
    private static final List<String> DAYS = List.of("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed");

    private static final long DAY = 86_400;

    /// @param offset what local time is ahead of UTC, in seconds
    public static Recurring hourOfDay(long offset) {
        return new Recurring(HOURS, Grain.HOUR.seconds(), offset);
    }

    /// @param offset as above
    public static Recurring dayOfWeek(long offset) {
        return new Recurring(DAYS, DAY, offset);
    }
}
