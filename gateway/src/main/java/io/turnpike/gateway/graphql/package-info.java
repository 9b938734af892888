/// Reads what a call asks of a GraphQL API.
@NullMarked
package io.turnpike.gateway.graphql;

import org.jspecify.annotations.NullMarked;
