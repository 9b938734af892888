package io.turnpike.explanation;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// A call that somebody asks about.
///
/// @param environment in which it is asked; a call that goes elsewhere is not explained
/// @param target path as a request line has it, with a query where there is one
/// @param fields of the request by their names in lower case; they hold no credential
/// @param body without a byte where there is none; absent where nobody knows what the call carries, in its query
///     either: then nothing that depends on it is told
/// @param at milliseconds since the epoch
public record Question(
        UUID environment,
        Credential credential,
        String method,
        String host,
        String target,
        Map<String, String> fields,
        Optional<byte[]> body,
        long at) {
    public Question {
        Map<String, String> lower = new TreeMap<>();
        fields.forEach((name, value) -> lower.putIfAbsent(name.toLowerCase(Locale.ROOT), value.strip()));
        fields = Map.copyOf(lower);
        body = body.map(byte[]::clone);
    }

    /// Shows no credential.
    @Override
    public String toString() {
        return "Question[" + method + " in " + environment + "]";
    }

    /// What a call shows who it is by. None of them is ever shown.
    public sealed interface Credential {
        default Optional<String> key() {
            return Optional.empty();
        }

        default Optional<String> token() {
            return Optional.empty();
        }

        record None() implements Credential {}

        record Key(String text) implements Credential {
            @Override
            public Optional<String> key() {
                return Optional.of(text);
            }

            @Override
            public String toString() {
                return "Key";
            }
        }

        record Token(String text) implements Credential {
            @Override
            public Optional<String> token() {
                return Optional.of(text);
            }

            @Override
            public String toString() {
                return "Token";
            }
        }
    }
}
