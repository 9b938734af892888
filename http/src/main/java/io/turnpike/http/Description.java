package io.turnpike.http;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a route does, in words for its readers.
///
/// @param summary one line, or empty
/// @param request name of the body's schema, or empty where the route takes none
/// @param reply name of the answer's schema, or empty where it has none
public record Description(String summary, String request, String reply) {
    static final Description NONE = new Description("", "", "");

    /// The names of the schemas of both bodies.
    public Set<String> schemas() {
        return Stream.of(request, reply).filter(name -> !name.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
