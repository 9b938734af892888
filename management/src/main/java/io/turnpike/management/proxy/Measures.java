package io.turnpike.management.proxy;

import io.turnpike.management.wire.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations and sizes as texts with a unit: `3s`, `10MiB`. A number alone is refused.
///
/// Source: extensions.md section 2.
final class Measures {
    private static final Pattern MEASURE = Pattern.compile("([0-9]{1,9})([A-Za-z]{1,3})");

    /// In milliseconds, the largest first.
    private static final List<Unit> TIMES =
            List.of(new Unit("h", 3_600_000), new Unit("m", 60_000), new Unit("s", 1_000), new Unit("ms", 1));

    /// In bytes, the largest first.
    private static final List<Unit> SIZES =
            List.of(new Unit("GiB", 1 << 30), new Unit("MiB", 1 << 20), new Unit("KiB", 1 << 10), new Unit("B", 1));

    private Measures() {}

    static Optional<Duration> duration(Fields body, String name) {
        return read(body, name, TIMES, "must be a duration with a unit such as 30s (ms, s, m, h)")
                .map(Duration::ofMillis);
    }

    static OptionalLong size(Fields body, String name) {
        return read(body, name, SIZES, "must be a size with a unit such as 10MiB (B, KiB, MiB, GiB)")
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /// A number from 1 to `max`, without a unit.
    static OptionalInt count(Fields body, String name, int max) {
        OptionalLong count = body.number(name);
        if (count.isEmpty()) {
            return OptionalInt.empty();
        }
        if (count.getAsLong() < 1 || count.getAsLong() > max) {
            throw body.invalid(name, "must be from 1 to " + max);
        }
        return OptionalInt.of((int) count.getAsLong());
    }

    static String text(Duration duration) {
        return text(duration.toMillis(), TIMES);
    }

    static String text(long bytes) {
        return text(bytes, SIZES);
    }

    private static Optional<Long> read(Fields body, String name, List<Unit> units, String rule) {
        if (!body.has(name)) {
            return Optional.empty();
        }
        Matcher measure = MEASURE.matcher(body.text(name));
        return units.stream()
                .filter(unit -> measure.matches() && measure.group(2).equals(unit.name()))
                .mapToLong(unit -> Long.parseLong(measure.group(1)) * unit.size())
                .boxed()
                .findFirst()
                .or(() -> {
                    throw body.invalid(name, rule);
                });
    }

    /// In the largest unit that leaves no rest.
    private static String text(long amount, List<Unit> units) {
        Unit unit = units.stream()
                .filter(each -> amount % each.size() == 0)
                .findFirst()
                .orElseThrow();
        return amount / unit.size() + unit.name();
    }

    private record Unit(String name, long size) {}
}
