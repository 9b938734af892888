package io.turnpike.quota;

import io.turnpike.model.Quota;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// A length of time: so many milliseconds, or so many months as on the calendar, in UTC.
///
/// @param millis 0 where the span is one of months
/// @param months 0 where it is not
public record Span(long millis, int months) {
    static final long DAY = 86_400_000;
    private static final int SHORTEST_MONTH = 28;
    private static final int LONGEST_MONTH = 31;

    public static Span of(Quota.Unit unit, int interval) {
        return switch (unit) {
            case SECOND -> new Span(1_000L * interval, 0);
            case MINUTE -> new Span(60_000L * interval, 0);
            case HOUR -> new Span(3_600_000L * interval, 0);
            case DAY -> new Span(DAY * interval, 0);
            case WEEK -> new Span(7 * DAY * interval, 0);
            case MONTH -> new Span(0, interval);
        };
    }

    /// With months of 28 days each, as Apigee has them.
    public static Span ofShortMonths(Quota.Unit unit, int interval) {
        return unit == Quota.Unit.MONTH ? new Span(SHORTEST_MONTH * DAY * interval, 0) : of(unit, interval);
    }

    long shortest() {
        return months == 0 ? millis : SHORTEST_MONTH * DAY * months;
    }

    long longest() {
        return months == 0 ? millis : LONGEST_MONTH * DAY * months;
    }

    /// The moment that lies this span behind another; a day that a month does not have is its last (runtime W4).
    long after(long moment) {
        return months == 0 ? moment + millis : after(moment, months);
    }

    /// As `after`, but where the month does not have the day, its very end: of two moments, the later one never comes
    /// out before the earlier one.
    long afterAll(long moment) {
        long after = after(moment);
        return months == 0 || day(after).getDayOfMonth() == day(moment).getDayOfMonth()
                ? after
                : (Math.floorDiv(after, DAY) + 1) * DAY;
    }

    /// The window that holds a moment, where windows follow one another without a gap and one starts at `anchor`.
    Window window(long moment, long anchor) {
        return months == 0 ? grid(moment, anchor) : calendar(moment, anchor);
    }

    private Window grid(long moment, long anchor) {
        long start = Math.floorDiv(moment - anchor, millis) * millis + anchor;
        return new Window(start, start + millis);
    }

    private Window calendar(long moment, long anchor) {
        long distance = day(moment).getYear() * 12L
                + day(moment).getMonthValue()
                - day(anchor).getYear() * 12L
                - day(anchor).getMonthValue();
        long passed = Math.floorDiv(distance, (long) months) * months;
        long start = after(anchor, passed);
        return start <= moment
                ? new Window(start, after(anchor, passed + months))
                : new Window(after(anchor, passed - months), start);
    }

    private static long after(long moment, long months) {
        long time = Math.floorMod(moment, DAY);
        return day(moment).plusMonths(months).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000 + time;
    }

    private static LocalDate day(long moment) {
        return LocalDate.ofEpochDay(Math.floorDiv(moment, DAY));
    }
}
