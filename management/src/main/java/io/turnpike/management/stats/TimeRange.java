package io.turnpike.management.stats;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;

/// `06/01/2026 00:00~06/02/2026 00:00`, in UTC.
///
/// @param from first second
/// @param end first second behind
record TimeRange(long from, long end) {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("M/d/uuuu H:mm").withResolverStyle(ResolverStyle.STRICT);
    private static final Duration LONGEST = Duration.ofDays(3_660);

    /// @throws io.turnpike.problem.Refused with `InvalidField`
    static TimeRange parse(String text) {
        String[] ends = text.split("~", -1);
        if (ends.length != 2) {
            throw malformed();
        }
        TimeRange range = new TimeRange(second(ends[0]), second(ends[1]));
        if (range.from >= range.end) {
            throw Refusals.of("timeRange", "must end after it starts");
        }
        if (range.end - range.from > LONGEST.toSeconds()) {
            throw Refusals.of("timeRange", "must span at most %d days".formatted(LONGEST.toDays()));
        }
        return range;
    }

    private static long second(String text) {
        try {
            return LocalDateTime.parse(text.strip(), FORM).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeParseException _) {
            throw malformed();
        }
    }

    private static RuntimeException malformed() {
        return Refusals.of("timeRange", "must be MM/DD/YYYY HH:MM~MM/DD/YYYY HH:MM in UTC");
    }
}
