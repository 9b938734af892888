package io.turnpike.decision;

import io.turnpike.model.CallValue;
import io.turnpike.model.SpikeArrest;
import io.turnpike.quota.CounterId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A proxy's spike arrest, ready to be asked: one call in each interval (runtime 5.2).
///
/// @param key names the proxy and its rate
/// @param intervalNanos from one call to the next, rounded up
public record Pace(CounterId key, long intervalNanos, Optional<CallValue> by) {
    static Pace of(UUID proxy, SpikeArrest arrest) {
        long period = switch (arrest.per()) {
            case SECOND -> 1_000_000_000L;
            case MINUTE -> 60_000_000_000L;
        };
        return new Pace(
                CounterId.of("spike|" + proxy + "|" + arrest.rate()),
                Math.ceilDiv(period, arrest.calls()),
                arrest.by());
    }

    /// Whose turn is taken: that of the environment's callers with the same value, or of those without one.
    public CounterId keyOf(Route route, Call call) {
        CounterId shared = key.of(route.environment().id());
        if (by.isEmpty()) {
            return shared;
        }
        return switch (by.get().place()) {
            case HEADER -> of(shared, call.field(by.get().name()));
            case QUERY -> of(shared, call.parameter(by.get().name()));
            case ADDRESS -> of(shared, HexFormat.of().formatHex(call.clientAddress()));
        };
    }

    private static CounterId of(CounterId shared, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return shared;
        }
        CounterId own = CounterId.of(value);
        return shared.of(own.high(), own.low());
    }
}
