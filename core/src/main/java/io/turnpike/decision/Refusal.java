package io.turnpike.decision;

/// Why a call is refused by the decision. Status, code and text of each are the edge's business (runtime 7 and 8).
public enum Refusal {
    /// No proxy answers under the host and path.
    NO_ROUTE,
    /// The proxy's lists do not let the client's address in.
    ADDRESS_DENIED,
    /// The call came before its turn.
    SPIKE_ARREST,
    /// The proxy takes keys, and none was sent.
    MISSING_KEY,
    /// The proxy takes tokens only, and none was sent.
    MISSING_TOKEN,
    /// What was sent cannot be a token.
    MALFORMED_TOKEN,
    UNKNOWN_TOKEN,
    /// Whether it is good is still to be found out; never the last word on a call.
    UNVERIFIED_TOKEN,
    /// A token of another issuer that is not good.
    INVALID_JWT,
    TOKEN_EXPIRED,
    /// The token or its key is revoked.
    TOKEN_NOT_APPROVED,
    UNKNOWN_KEY,
    /// Two lines of the key's field that differ.
    AMBIGUOUS_KEY,
    KEY_NOT_APPROVED,
    KEY_EXPIRED,
    APP_NOT_APPROVED,
    DEVELOPER_NOT_ACTIVE,
    GROUP_NOT_ACTIVE,
    /// A product decides by the GraphQL that the call carries, and the edge did not look for it: it does, and asks
    /// again.
    UNREAD_GRAPHQL,
    /// No product covers the call, and one would have had to read GraphQL from it (rulings 2, 4, 21; runtime G9).
    INVALID_GRAPHQL,
    UNSUPPORTED_GRAPHQL_TYPE,
    GRAPHQL_MUTATION_OVER_GET,
    /// No approved product of the key covers environment, proxy, path and method.
    NO_PRODUCT,
    /// As many calls of the proxy are under way as it allows at one time.
    TOO_MANY_CALLS,
    /// No approved product of the token's key covers environment, proxy, path and method.
    NO_PRODUCT_FOR_TOKEN,
    /// A product covers the call, and the token lacks a scope that it asks for.
    INSUFFICIENT_SCOPE
}
