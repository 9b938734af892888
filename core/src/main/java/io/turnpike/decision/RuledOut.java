package io.turnpike.decision;

/// The first reason for which a product of a key did not match a call.
public enum RuledOut {
    /// The grant is pending or revoked.
    NOT_APPROVED,
    /// The product is gone.
    UNKNOWN_PRODUCT,
    WRONG_ENVIRONMENT,
    WRONG_PROXY,
    WRONG_PATH,
    WRONG_METHOD,
    /// The token lacks a scope of the product, or one of the operation.
    WRONG_SCOPE,
    /// The groups of the product do not name what the call asks for.
    WRONG_OPERATION,
    /// The product decides by GraphQL, and the call is none (ruling 2).
    NOT_GRAPH_QL,
    /// The organization forbids products without a proxy or resource (runtime X10).
    UNBOUNDED
}
