package io.turnpike.gateway.admission;

import io.turnpike.decision.Decision;
import io.turnpike.decision.Limit;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.Route;
import io.turnpike.decision.Weight;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.quota.Charge;
import io.turnpike.quota.Claim;
import io.turnpike.quota.Counters;
import io.turnpike.usage.UsageLog;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Holds calls that the decision lets through against what their proxies and products give out (runtime P8).
record Toll(Taking taking, UsageLog usage) {
    /// A place is taken before anything is charged, so that a call without one costs nothing.
    Outcome charge(Decision.Allowed allowed, Arrival call) {
        Route route = allowed.route();
        List<Limit> limits = allowed.limits();
        if (call.bodyLength() > route.settings().limits().maxBody().orElse(Long.MAX_VALUE)) {
            return Outcome.refused(allowed, Fault.TOO_BIG_BODY);
        }
        if (!limits.isEmpty() && !usage.isWritable()) {
            return Outcome.refused(allowed, Fault.UNAVAILABLE);
        }
        if (!limits.isEmpty() && allowed.weight(limits.getFirst(), call) == Weight.INVALID) {
            return Outcome.refused(allowed, Fault.invalidWeight(allowed.sentWeight(call)));
        }
        if (!findsPlace(route)) {
            Decision.Refused refused = new Decision.Refused(
                    allowed.revision(), Refusal.TOO_MANY_CALLS, route, allowed.key(), allowed.token());
            return Outcome.refused(refused, Fault.of(refused, call));
        }
        return limits.isEmpty() ? new Outcome(allowed, null, List.of(), null) : charge(allowed, limits, call);
    }

    /// Gives back the place of a call.
    void leave(@Nullable Route route) {
        if (route != null && route.settings().limits().maxConcurrent().isPresent()) {
            taking.leave(route);
        }
    }

    private boolean findsPlace(Route route) {
        OptionalInt bound = route.settings().limits().maxConcurrent();
        return bound.isEmpty() || taking.place(route, bound.getAsInt());
    }

    private Outcome charge(Decision.Allowed allowed, List<Limit> limits, Arrival call) {
        Counters.Outcome outcome = limits.size() == 1
                ? taking.charge(claim(allowed, limits.getFirst(), call))
                : taking.charge(claims(allowed, limits, call));
        RateFields rates = new RateFields(
                limits, outcome, call.now(), allowed.route().environment().rateFields());
        if (outcome.admitted()) {
            return new Outcome(allowed, null, outcome.charges(), rates);
        }
        leave(allowed.route());
        return new Outcome(allowed, violation(allowed, rates), List.of(), rates);
    }

    private static Claim claim(Decision.Allowed allowed, Limit limit, Arrival call) {
        return limit.claim(allowed.route(), allowed.key(), call.arrivedAt(), allowed.weight(limit, call));
    }

    private static List<Claim> claims(Decision.Allowed allowed, List<Limit> limits, Arrival call) {
        List<Claim> claims = new ArrayList<>(limits.size());
        for (int i = 0; i < limits.size(); i++) {
            claims.add(claim(allowed, limits.get(i), call));
        }
        return claims;
    }

    private static Fault violation(Decision.Allowed allowed, RateFields rates) {
        boolean as500 = allowed.route().organization().switches().quotaAnswers500();
        Limit limit = rates.violated();
        Fault fault = limit instanceof Limit.Paced pace
                ? Fault.tooFast(pace, as500)
                : Fault.quota(
                        limit.name(), allowed.key() == null ? "" : allowed.key().appName(), as500);
        return fault.retryAfter(rates.retryAfter());
    }

    /// What became of a call.
    ///
    /// @param fault why it is refused; null if it goes on
    /// @param charges taken; empty for a refused call
    /// @param rates what its limits leave; null if it reached none
    record Outcome(
            Decision decision,
            @Nullable Fault fault,
            List<Charge> charges,
            @Nullable RateFields rates) {
        static Outcome refused(Decision decision, Fault fault) {
            return new Outcome(decision, fault, List.of(), null);
        }
    }
}
