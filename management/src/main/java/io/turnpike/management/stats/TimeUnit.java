package io.turnpike.management.stats;

import io.turnpike.stats.Question.Steps;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How an answer divides time.
///
/// Source: management-api 17; ruling 12.
enum TimeUnit {
    MINUTE(60),
    HOUR(3600),
    DAY(86_400),
    WEEK(7 * 86_400),
    MONTH(0);

    /// 1970-01-01 was a Thursday; weeks begin on Monday.
    private static final long MONDAY = -4 * 86_400;

    private final long seconds;

    TimeUnit(long seconds) {
        this.seconds = seconds;
    }

    /// @throws io.turnpike.problem.Refused with the names of those we keep
    static TimeUnit of(String name) {
        return Arrays.stream(values())
                .filter(unit -> unit.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Refusals.of("timeUnit", "must be minute, hour, day, week or month"));
    }

    /// @param offset what local time is ahead of UTC, in seconds
    Steps steps(TimeRange range, long offset) {
        return switch (this) {
            case WEEK -> new Steps.Even(seconds, offset + MONDAY);
            case MONTH -> new Steps.At(months(range, offset));
            default -> new Steps.Even(seconds, offset);
        };
    }

    /// The end of a stretch that begins at `start`.
    long end(long start, long offset) {
        return this == MONTH ? second(date(start, offset).plusMonths(1), offset) : start + seconds;
    }

    private static List<Long> months(TimeRange range, long offset) {
        List<Long> starts = new ArrayList<>();
        LocalDate first = date(range.from(), offset).withDayOfMonth(1);
        for (LocalDate month = first; second(month, offset) < range.end(); month = month.plusMonths(1)) {
            starts.add(second(month, offset));
        }
        return starts;
    }

    private static LocalDate date(long second, long offset) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(second + offset), ZoneOffset.UTC);
    }

    private static long second(LocalDate date, long offset) {
        return date.toEpochDay() * 86_400 - offset;
    }
}
