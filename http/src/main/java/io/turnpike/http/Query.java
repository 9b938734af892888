package io.turnpike.http;

import io.turnpike.problem.Refused;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parameters of a query. Of a repeated one the first wins; an empty value counts as
/// absent; `page_size` is `pageSize`.
///
/// Source: management-api 1.5 and 24.2.
final class Query {
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private @Nullable Refused broken;

    /// Reads what can be read, so that a problem can still be written in the client's dialect; `requireValid`
    /// tells of the rest.
    Query(String raw) {
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                String name = Text.decode(equals < 0 ? pair : pair.substring(0, equals), true);
                String value = equals < 0 ? "" : Text.decode(pair.substring(equals + 1), true);
                values.putIfAbsent(camelCase(name), value);
            } catch (Refused refused) {
                broken = refused;
            }
        }
    }

    void requireValid() {
        if (broken != null) {
            throw broken;
        }
    }

    /// The names that `value` was asked for so far.
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    Optional<String> value(String name) {
        asked.add(name);
        return Optional.ofNullable(values.get(camelCase(name))).filter(value -> !value.isEmpty());
    }

    private static String camelCase(String name) {
        if (name.indexOf('_') < 1) {
            return name;
        }
        var camel = new StringBuilder(name.length());
        for (int index = 0; index < name.length(); index++) {
            boolean joins = name.charAt(index) == '_' && index > 0 && index + 1 < name.length();
            camel.append(joins ? Character.toUpperCase(name.charAt(++index)) : name.charAt(index));
        }
        return camel.toString();
    }
}
