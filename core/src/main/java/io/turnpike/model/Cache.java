package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;

/// What a client said about a cache of an environment; it is kept, and has no effect.
///
/// Source: management-api 24.2.
///
/// @param settings a JSON object as text, without the name; at most 65,536 characters
public record Cache(String settings) implements Named.Content {
    private static final int MAX_LENGTH = 65_536;

    public Cache {
        if (settings.length() > MAX_LENGTH) {
            throw Refused.invalid(Kind.CACHE, "body", null, "must be at most " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public Kind kind() {
        return Kind.CACHE;
    }
}
