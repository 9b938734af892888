package io.turnpike.quota;

import io.turnpike.model.Quota;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// The grid of windows of type `default` (runtime W2): counted from 1970-01-01T00:00Z in UTC, weeks from Monday,
/// months as on the calendar.
public final class Windows {
    private static final long DAY = 86_400;
    private static final long WEEK = 7 * DAY;
    /// 1970-01-05, the first Monday.
    private static final long FIRST_MONDAY = 4 * DAY;

    private Windows() {}

    /// The window of `interval` units that holds a moment.
    public static Window at(Quota.Unit unit, int interval, long nowMillis) {
        long now = Math.floorDiv(nowMillis, 1000L);
        return switch (unit) {
            case SECOND -> grid(now, interval, 0);
            case MINUTE -> grid(now, 60L * interval, 0);
            case HOUR -> grid(now, 3600L * interval, 0);
            case DAY -> grid(now, DAY * interval, 0);
            case WEEK -> grid(now, WEEK * interval, FIRST_MONDAY);
            case MONTH -> months(now, interval);
        };
    }

    private static Window grid(long now, long length, long origin) {
        long start = Math.floorDiv(now - origin, length) * length + origin;
        return new Window(start, start + length);
    }

    private static Window months(long now, int interval) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(now, DAY));
        long month = Math.floorDiv((day.getYear() - 1970) * 12L + day.getMonthValue() - 1, (long) interval) * interval;
        return new Window(firstOf(month), firstOf(month + interval));
    }

    private static long firstOf(long month) {
        return LocalDate.of(1970, 1, 1)
                .plusMonths(month)
                .atStartOfDay(ZoneOffset.UTC)
                .toEpochSecond();
    }
}
