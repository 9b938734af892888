package io.turnpike.gateway.graphql;

/// A call that asks nothing of a GraphQL API. It has no message: nobody is told what was wrong with it.
final class NotGraphQl extends Exception {
    NotGraphQl() {
        super(null, null, false, false);
    }
}
