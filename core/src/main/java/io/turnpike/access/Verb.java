package io.turnpike.access;

import java.util.Locale;

/// What a custom role lets its holder do with a resource.
public enum Verb {
    GET,
    /// Making and changing.
    PUT,
    DELETE;

    static Verb of(String method) {
        return switch (method) {
            case "GET", "HEAD" -> GET;
            case "DELETE" -> DELETE;
            default -> PUT;
        };
    }

    /// As Apigee writes it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
