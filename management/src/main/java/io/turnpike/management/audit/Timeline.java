package io.turnpike.management.audit;

import io.turnpike.http.Call;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.AuditStore.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The stretch of time that a call asks for: `timeline`, or `startTime` and `endTime` in milliseconds since the epoch,
/// both included. Without any of them it is today, in UTC.
///
/// Source: management-api 18.
final class Timeline {
    private Timeline() {}

    /// @throws Refused with `InvalidField`
    static Period of(Call call, Instant now) {
        var start = time(call, "startTime");
        var end = time(call, "endTime").map(last -> last.plusMillis(1));
        var timeline = call.query("timeline");
        Instant behindNow = now.plusMillis(1);
        if (start.isEmpty() && end.isEmpty()) {
            return new Period(begin(timeline.orElse("today"), now), behindNow);
        }
        if (timeline.isPresent()) {
            throw refused("timeline", "must not stand beside startTime and endTime");
        }
        var period = new Period(start.orElse(Instant.EPOCH), end.orElse(behindNow));
        if (!period.from().isBefore(period.end())) {
            throw refused("startTime", "must not lie behind endTime");
        }
        return period;
    }

    private static Instant begin(String timeline, Instant now) {
        return switch (timeline) {
            case "today", "day" -> now.truncatedTo(ChronoUnit.DAYS);
            case "week" -> now.minus(Duration.ofDays(7));
            case "month" -> now.minus(Duration.ofDays(30));
            default -> throw refused("timeline", "must be today, week or month");
        };
    }

    private static Optional<Instant> time(Call call, String name) {
        return call.query(name).map(text -> {
            if (!text.matches("[0-9]{1,15}")) {
                throw refused(name, "must be milliseconds since the epoch");
            }
            return Instant.ofEpochMilli(Long.parseLong(text));
        });
    }

    private static Refused refused(String parameter, String rule) {
        return Refused.invalid(Kind.REQUEST, parameter, null, rule);
    }
}
