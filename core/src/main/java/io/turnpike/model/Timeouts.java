package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.time.Duration;
import java.util.Optional;

/// How long the gateway waits for a target.
///
/// @param connect until the connection stands
/// @param firstByte from the request's last byte to the answer's first
/// @param idle without a byte in either direction
/// @param total from the first byte of the call to the last of the answer; empty means no bound
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Optional<Duration> total) {
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofMinutes(5), Optional.empty());

    public Timeouts {
        positive("timeouts.connect", connect);
        positive("timeouts.firstByte", firstByte);
        positive("timeouts.idle", idle);
        total.ifPresent(duration -> positive("timeouts.total", duration));
    }

    private static void positive(String field, Duration duration) {
        if (duration.toMillis() < 1 || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw Refused.invalid(Kind.API_PROXY, field, duration, "must be from 1ms to one day");
        }
    }
}
