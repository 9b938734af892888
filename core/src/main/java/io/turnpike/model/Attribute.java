package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.nio.charset.StandardCharsets;

/// A name and a value that ride on an entity. Both together are at most 2,048 bytes of UTF-8, unless Apigee's portal
/// reserves the name (`__apigee_reserved__…`).
///
/// Source: Apigee "Managing API products", custom attributes.
public record Attribute(String name, String value) {
    private static final int MAX_BYTES = 2048;

    public Attribute {
        if (name.isBlank()) {
            throw Refused.invalid(Kind.ATTRIBUTE, "attributes.name", name, "must not be empty");
        }
        if (!isReserved(name) && bytes(name) + bytes(value) > MAX_BYTES) {
            throw Refused.invalid(
                    Kind.ATTRIBUTE, "attributes", name, "must be at most 2048 bytes, name and value together");
        }
    }

    /// Whether the name is one of ours: it survives clients that do not know it, and counts towards
    /// none of Apigee's limits.
    public boolean isOurs() {
        return name.startsWith("turnpike.");
    }

    /// Whether it counts towards Apigee's limit; what portals keep for themselves does not, lest a limit of attributes
    /// becomes one of members.
    boolean isCounted() {
        return !isOurs() && !isReserved(name);
    }

    private static boolean isReserved(String name) {
        return name.startsWith("__apigee_reserved__");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
