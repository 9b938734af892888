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
        IndexedKey before = find(digest);
        key.owner().gainKey();
        keys.put(digest.high(), digest.low(), key);
        lost(before);
    }

    /// For the one writer.
    public void remove(KeyDigest digest) {
        IndexedKey before = find(digest);
        keys.remove(digest.high(), digest.low());
        lost(before);
    }

    /// The one object that stands for an owner in all of his keys, in the given state from now on; it is forgotten
    /// with the last of them. For the one writer, who is about to put a key of his.
    public IndexedOwner owner(Owner owner, boolean active) {
        IndexedOwner indexed = owners.computeIfAbsent(owner, _ -> new IndexedOwner(owner, active));
        indexed.setActive(active);
        return indexed;
    }

    /// Opens or closes all keys of an owner. For the one writer.
    public void setActive(Owner owner, boolean active) {
        IndexedOwner indexed = owners.get(owner);
        if (indexed != null) {
            indexed.setActive(active);
        }
    }

    private void lost(@Nullable IndexedKey key) {
        if (key != null && key.owner().loseKey()) {
            owners.remove(key.owner().owner(), key.owner());
        }
    }
}
