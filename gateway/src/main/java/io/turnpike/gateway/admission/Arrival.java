package io.turnpike.gateway.admission;

import io.turnpike.decision.Call;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.usage.Decided;
import org.jspecify.annotations.Nullable;

/// A call as it came in: what the decision asks of it, and what the record keeps.
public interface Arrival extends Call, Fault.Origin {
    /// Microseconds since the epoch.
    long arrivedAt();

    /// The host as sent, with its port; empty if the call has none.
    @Override
    String authority();

    /// The path as sent, without the query; empty if the request line was not read.
    @Override
    String rawPath();

    /// What the client sent as `x-request-id`, if it fits (extensions 4); else null.
    @Nullable
    String requestId();

    /// Bytes of the body, where that is known; else negative.
    long bodyLength();

    Decided.Request described(String requestId);
}
