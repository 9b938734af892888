package io.turnpike.gateway.admission;

import io.turnpike.decision.Decision;
import io.turnpike.decision.Route;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.usage.CallId;
import org.jspecify.annotations.Nullable;

/// What became of a call at the turnstile.
///
/// @param idText the id as every answer shows it
/// @param requestId as echoed, forwarded and recorded
/// @param decision null if the call was refused before one was made, or is answered by a reserved path
/// @param fault why it is refused; null if it goes on
/// @param rates what its limits leave; null if it reached none
public record Verdict(
        CallId id,
        String idText,
        String requestId,
        @Nullable Decision decision,
        @Nullable Fault fault,
        @Nullable RateFields rates) {
    /// Where the call goes; null if that was not found out.
    public @Nullable Route route() {
        return decision == null ? null : decision.route();
    }

    /// Whether the call goes on to where its decision says.
    boolean isForwarded() {
        return fault == null && decision instanceof Decision.Allowed;
    }

    Verdict refusedFor(Fault other) {
        return new Verdict(id, idText, requestId, decision, other, rates);
    }
}
