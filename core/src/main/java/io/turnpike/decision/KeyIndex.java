package io.turnpike.decision;

import io.turnpike.model.Owner;
import io.turnpike.secret.KeyDigest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All keys of the installation by their digest: one writer, any number of readers that take no lock and never wait.
public final class KeyIndex {
    private final Map<Owner, IndexedOwner> owners = new HashMap<>();
    private final DigestTable<IndexedKey> keys = new DigestTable<>();

    /// @return null if there is no such key
    public @Nullable IndexedKey find(long digestHigh, long digestLow) {
        return keys.find(digestHigh, digestLow);
    }

    public @Nullable IndexedKey find(KeyDigest digest) {
        return find(digest.high(), digest.low());
    }

    /// Number of keys.
    public int size() {
        return keys.size();
    }

    /// Adds a key, or replaces what the digest leads to. For the one writer.
    public void put(KeyDigest digest, IndexedKey key) {
        keys.put(digest.high(), digest.low(), key);
    }

    /// For the one writer.
    public void remove(KeyDigest digest) {
        keys.remove(digest.high(), digest.low());
    }

    /// The one object that stands for an owner in all of his keys, in the given state from now on. For the one
    /// writer.
    public IndexedOwner owner(Owner owner, boolean active) {
        IndexedOwner indexed = owners.computeIfAbsent(owner, _ -> new IndexedOwner(owner, active));
        indexed.setActive(active);
        return indexed;
    }
}
