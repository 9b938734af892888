package io.turnpike.storage.jdbc;

import java.util.Optional;
import java.util.UUID;

/// Ids as clients send them.
final class Ids {
    private Ids() {}

    /// Empty unless `text` is the canonical form of an id, in either case.
    static Optional<UUID> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
