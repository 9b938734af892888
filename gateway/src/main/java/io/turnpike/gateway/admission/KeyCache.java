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
    /// As many as a loop has use for.
    public static final int SLOTS = 8192;

    /// Longest text that is remembered without being a key, in characters: anybody can send some.
    private static final int MAX_STRANGER = 128;

    private final KeyDigester digester;
    private final Supplier<KeyIndex> index;
    private final TextCache<KeyDigest> digests;
    /// Of texts that led to nothing, so that clients that insist cost little, and push out nobody who has a key.
    private final TextCache<KeyDigest> strangers;

    /// @param slots a power of two
    /// @param seed random, so that nobody outside can choose keys that share a slot
    public KeyCache(Vault vault, Supplier<KeyIndex> index, int slots, long seed) {
        this.digester = vault.digester();
        this.index = index;
        this.digests = new TextCache<>(slots, seed);
        this.strangers = new TextCache<>(slots, seed);
    }

    @Override
    public @Nullable IndexedKey find(UUID organization, String key) {
        KeyDigest known = digests.find(organization, key);
        if (known == null) {
            known = strangers.find(organization, key);
        }
        return known == null ? findNew(organization, key) : index.get().find(known);
    }

    private @Nullable IndexedKey findNew(UUID organization, String key) {
        KeyDigest digest = digester.digest(organization, key);
        IndexedKey found = index.get().find(digest);
        if (found != null) {
            digests.put(organization, key, digest);
        } else if (key.length() <= MAX_STRANGER) {
            strangers.put(organization, key, digest);
        }
        return found;
    }
}
