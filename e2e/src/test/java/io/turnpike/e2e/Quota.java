package io.turnpike.e2e;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.IntStream;

/// A quota as a product manager thinks of it, with the window that holds a moment (runtime W2), computed apart from
/// the node's own arithmetic.
record Quota(long limit, int interval, Unit unit) {
    enum Unit {
        HOUR,
        DAY,
        WEEK,
        MONTH;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Seconds since the epoch.
    record Window(long start, long end) {}

    /// A quota whose window does not end soon, so that no test meets a border. Not all intervals have it in common.
    static Quota lasting(Duration atLeast, long limit, Unit unit) {
        Instant now = Instant.now();
        return IntStream.iterate(1, interval -> interval + 1)
                .mapToObj(interval -> new Quota(limit, interval, unit))
                .filter(quota -> quota.window(now).end() > now.plus(atLeast).getEpochSecond())
                .findFirst()
                .orElseThrow();
    }

    Quota limit(long other) {
        return new Quota(other, interval, unit);
    }

    Window window(Instant moment) {
        return switch (unit) {
            case HOUR -> grid(moment, Duration.ofHours(interval), Instant.EPOCH);
            case DAY -> grid(moment, Duration.ofDays(interval), Instant.EPOCH);
            case WEEK -> grid(moment, Duration.ofDays(7L * interval), Instant.parse("1970-01-05T00:00:00Z"));
            case MONTH -> months(YearMonth.from(moment.atZone(ZoneOffset.UTC)));
        };
    }

    private static Window grid(Instant moment, Duration length, Instant origin) {
        long behind = Math.floorMod(moment.getEpochSecond() - origin.getEpochSecond(), length.toSeconds());
        long start = moment.getEpochSecond() - behind;
        return new Window(start, start + length.toSeconds());
    }

    private Window months(YearMonth month) {
        int since1970 = (month.getYear() - 1970) * 12 + month.getMonthValue() - 1;
        YearMonth first = month.minusMonths(since1970 % interval);
        return new Window(start(first), start(first.plusMonths(interval)));
    }

    private static long start(YearMonth month) {
        LocalDate day = month.atDay(1);
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
