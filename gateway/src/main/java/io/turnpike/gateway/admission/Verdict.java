package io.turnpike.gateway.admission;

import io.turnpike.decision.Route;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.usage.CallId;
import org.jspecify.annotations.Nullable;

/// What became of a call at the turnstile.
///
/// @param decision the id's text, as every answer shows it
/// @param requestId as echoed, forwarded and recorded
/// @param route where the call goes; null if that was not found out
/// @param fault why it is refused; null if it goes on
/// @param rates what its limits leave; null if it reached none
public record Verdict(
        CallId id,
        String decision,
        String requestId,
        @Nullable Route route,
        @Nullable Fault fault,
        @Nullable RateFields rates) {
    Verdict refusedFor(Fault other) {
        return new Verdict(id, decision, requestId, route, other, rates);
    }
}
