package io.turnpike.gateway.admission;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What texts led to lately, compared character by character; a slot holds one, and the latest pushes the others out.
/// Used by one thread.
final class TextCache<T> {
    private final @Nullable Entry<T>[] entries;
    private final long seed;

    /// @param slots a power of two
    /// @param seed random, so that nobody outside can choose texts that share a slot
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made
    TextCache(int slots, long seed) {
        this.entries = new @Nullable Entry[slots];
        this.seed = seed;
    }

    /// @param owner in which the text means something
    @Nullable
    T find(UUID owner, String text) {
        Entry<T> entry = entries[slot(owner, text)];
        return entry != null && entry.text.equals(text) && entry.owner.equals(owner) ? entry.value : null;
    }

    void put(UUID owner, String text, T value) {
        entries[slot(owner, text)] = new Entry<>(owner, text, value);
    }

    private int slot(UUID owner, String text) {
        long hash = seed ^ owner.getLeastSignificantBits();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        return (int) (hash ^ hash >>> 16) & (entries.length - 1);
    }

    private record Entry<T>(UUID owner, String text, T value) {
        @Override
        public String toString() {
            return "Entry[" + owner + "]";
        }
    }
}
