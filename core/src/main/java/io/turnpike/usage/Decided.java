package io.turnpike.usage;

import io.turnpike.decision.Decision;
import io.turnpike.quota.Charge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first entry of a call: what was decided, and what it was charged. Written before the call is forwarded.
///
/// @param at when the call arrived, microseconds since the epoch
/// @param decision null where the call was refused before one was made, and under reserved paths
/// @param fault error code of the refusal; null where the call was let through
/// @param charges taken from the counters; empty for a refused call
public record Decided(
        CallId id,
        long at,
        Request request,
        @Nullable Decision decision,
        @Nullable String fault,
        List<Charge> charges) {
    /// What the record keeps of a request. Never a query, a credential or a body.
    ///
    /// @param path as sent, without the query
    /// @param requestId as forwarded and echoed
    /// @param scheme by which the client came, `http` or `https`; empty in entries of a former version
    /// @param graphQl what it asks of a GraphQL API, as `QUERY getUser + MUTATION rename`; null if nobody looked
    public record Request(
            String method,
            String path,
            String host,
            String clientAddress,
            @Nullable String userAgent,
            String requestId,
            String scheme,
            @Nullable String graphQl) {}
}
