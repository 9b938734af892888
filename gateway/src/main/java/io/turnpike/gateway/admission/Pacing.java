package io.turnpike.gateway.admission;

import io.turnpike.decision.Call;
import io.turnpike.decision.Pace;
import io.turnpike.decision.Route;
import io.turnpike.decision.Throttle;
import io.turnpike.quota.Paces;

/// Holds the calls of one loop to the paces of their proxies, at the moment that was told last.
final class Pacing implements Throttle {
    private final Paces paces;
    private long micros;

    Pacing(Paces paces) {
        this.paces = paces;
    }

    /// @param nowMicros since the epoch
    Pacing at(long nowMicros) {
        micros = nowMicros;
        return this;
    }

    @Override
    public boolean passes(Pace pace, Route route, Call call) {
        return paces.pass(pace.keyOf(route, call), pace.intervalNanos(), micros * 1_000);
    }
}
