package io.turnpike.decision;

import io.turnpike.model.Owner;
import io.turnpike.secret.KeyDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All keys of the installation by their digest: one writer, any number of readers that take no lock and never wait.
public final class KeyIndex {
    private final DigestTable<IndexedOwner> developers = new DigestTable<>();
    private final DigestTable<IndexedOwner> groups = new DigestTable<>();
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
        IndexedOwner known = find(owner);
        if (known != null) {
            known.setActive(active);
            return known;
        }
        IndexedOwner indexed = new IndexedOwner(owner, active);
        UUID id = owner.id();
        owners(owner).put(id.getLeastSignificantBits(), id.getMostSignificantBits(), indexed);
        return indexed;
    }

    /// Tells the address of a developer, in lower case; nothing happens where he has no key. For the one writer.
    public void setEmail(UUID developer, String email) {
        IndexedOwner indexed = find(new Owner.Developer(developer));
        if (indexed != null) {
            indexed.setEmail(email);
        }
    }

    /// Opens or closes all keys of an owner. For the one writer.
    public void setActive(Owner owner, boolean active) {
        IndexedOwner indexed = find(owner);
        if (indexed != null) {
            indexed.setActive(active);
        }
    }

    private void lost(@Nullable IndexedKey key) {
        if (key != null && key.owner().loseKey()) {
            forget(key.owner());
        }
    }

    private void forget(IndexedOwner indexed) {
        if (find(indexed.owner()) == indexed) {
            UUID id = indexed.owner().id();
            owners(indexed.owner()).remove(id.getLeastSignificantBits(), id.getMostSignificantBits());
        }
    }

    /// The lower half of an id comes first: its last bits are random, those of the upper half are not.
    private @Nullable IndexedOwner find(Owner owner) {
        UUID id = owner.id();
        return owners(owner).find(id.getLeastSignificantBits(), id.getMostSignificantBits());
    }

    private DigestTable<IndexedOwner> owners(Owner owner) {
        return switch (owner) {
            case Owner.Developer _ -> developers;
            case Owner.Group _ -> groups;
        };
    }
}
