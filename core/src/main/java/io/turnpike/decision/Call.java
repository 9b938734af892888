package io.turnpike.decision;

import org.jspecify.annotations.Nullable;

/// What the decision asks of a call. Used by one thread.
public interface Call {
    /// As sent; methods are compared exactly.
    String method();

    /// In lower case, without a port; empty if the call has none.
    String host();

    RequestPath path();

    /// The first value of a request field, without blanks around it; null if there is none.
    ///
    /// @param name in lower case
    @Nullable
    String field(String name);

    /// Whether the request has two lines of a field whose values differ.
    ///
    /// @param name in lower case
    boolean hasDifferingLines(String name);

    /// The first value of a query parameter, percent-decoded; null if there is none.
    @Nullable
    String parameter(String name);

    /// Likewise under a name in whatever case, as field names are compared.
    @Nullable
    String parameterInAnyCase(String name);

    /// What the call asks of a GraphQL API; null while that was not looked for. A decision that
    /// depends on it is refused as `UNREAD_GRAPHQL`.
    @Nullable
    GraphQl graphQl();

    /// Whether it is a gRPC call: a POST of `application/grpc`, alone or followed by a format or parameters (runtime
    /// K1).
    default boolean isGrpc() {
        String type = method().equals("POST") ? field("content-type") : null;
        return type != null && GrpcRules.isMediaType(type);
    }

    /// Where the call comes from, as far as that can be trusted (PX4): 4 or 16 bytes.
    byte[] clientAddress();

    /// Milliseconds since the epoch.
    long now();
}
