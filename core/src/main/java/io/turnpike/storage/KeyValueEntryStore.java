package io.turnpike.storage;

import io.turnpike.model.KeyValueEntry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Entries of key value maps at rest.
public interface KeyValueEntryStore {
    /// A page ends with the entry by which its values reach this many bytes, so that it always fits into memory.
    int MAX_PAGE_BYTES = 4 * 1024 * 1024;

    /// By name in byte order; fewer than `count` where the values are large, but at least one if there is one.
    ///
    /// @param after the page starts behind this name; empty starts at the beginning
    List<KeyValueEntry> list(UUID map, String after, int count);

    /// Whether there is an entry behind this name.
    boolean hasAfter(UUID map, String name);

    /// In byte order.
    List<String> names(UUID map, Page page);

    Optional<KeyValueEntry> find(UUID map, String name);

    /// Makes or replaces entries, whatever their versions say, and raises the versions of those that were there.
    ///
    /// @param entries of one map, no name twice
    void putAll(List<KeyValueEntry> entries);

    void delete(KeyValueEntry entry);

    /// Id of the master key under which values stand here; empty as long as there is none.
    Optional<String> masterKey();
}
