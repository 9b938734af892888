package io.turnpike.gateway.admission;

import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.KeyIndex;
import io.turnpike.decision.KeyLookup;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.KeyDigester;
import io.turnpike.secret.Vault;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds keys without hashing one again that was found lately (ruling 16). What is kept is the digest of a key's
/// text, never what the digest leads to: a revoked key is refused by the very next call. Each loop has its own.
public final class KeyCache implements KeyLookup {
    private static final int SLOTS = 8192;

    private final KeyDigester digester;
    private final Supplier<KeyIndex> index;
    private final long seed;
    private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];

    /// @param seed random, so that nobody outside can choose keys that share a slot
    public KeyCache(Vault vault, Supplier<KeyIndex> index, long seed) {
        this.digester = vault.digester();
        this.index = index;
        this.seed = seed;
    }

    @Override
    public @Nullable IndexedKey find(UUID organization, String key) {
        int slot = slot(organization, key);
        Entry entry = entries[slot];
        if (entry != null && entry.key.equals(key) && entry.organization.equals(organization)) {
            return index.get().find(entry.high, entry.low);
        }
        KeyDigest digest = digester.digest(organization, key);
        IndexedKey found = index.get().find(digest);
        if (found != null) {
            entries[slot] = new Entry(organization, key, digest.high(), digest.low());
        }
        return found;
    }

    private int slot(UUID organization, String key) {
        long hash = seed ^ organization.getLeastSignificantBits();
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        return (int) (hash ^ hash >>> 16) & (SLOTS - 1);
    }

    private record Entry(UUID organization, String key, long high, long low) {
        @Override
        public String toString() {
            return "Entry[" + organization + "]";
        }
    }
}
