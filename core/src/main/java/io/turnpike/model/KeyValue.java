package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.nio.charset.StandardCharsets;

/// An entry of a map in plain text, on its way in or out.
///
/// Source: management-api 1.6 and 8.
///
/// @param name at most 2,048 characters
/// @param value at most 524,288 bytes of UTF-8; may be a secret
public record KeyValue(String name, String value) {
    private static final int MAX_VALUE = 524_288;

    public KeyValue {
        Names.KEY_VALUE_ENTRY.check(name);
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE) {
            throw Refused.invalid(Kind.KEY_VALUE_ENTRY, "value", null, "must be at most " + MAX_VALUE + " bytes");
        }
    }

    @Override
    public String toString() {
        return "KeyValue[" + name + "]";
    }
}
