package io.turnpike.storage.jdbc;

import io.turnpike.storage.Page;
import java.util.Optional;
import java.util.UUID;

/// Ids as clients send them.
final class Ids {
    static final UUID FIRST = new UUID(0, 0);

    private Ids() {}

    /// The id that a page in order of ids starts at; empty where its start key is none.
    static Optional<UUID> start(Page page) {
        return page.startKey() == null ? Optional.of(FIRST) : parse(page.startKey());
    }

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
