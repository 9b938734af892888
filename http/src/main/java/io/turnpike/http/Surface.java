package io.turnpike.http;

import java.util.List;

/// Everything that one listener serves.
///
/// @param filters the first one is the outermost
public record Surface(
        List<Route> routes,
        Authenticator authenticator,
        Denials denials,
        ProblemWriter problems,
        PathRewriter rewriter,
        List<Filter> filters) {
    public Surface {
        routes = List.copyOf(routes);
        filters = List.copyOf(filters);
    }
}
