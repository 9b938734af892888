package io.turnpike.decision;

import io.turnpike.secret.KeyDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The opaque tokens of the installation that are not expired, by their digest, and what of the others is revoked:
/// one writer, any number of readers that take no lock and never wait.
public final class TokenIndex {
    private static final long BUCKET_MILLIS = 60_000;

    private final DigestTable<IndexedToken> tokens = new DigestTable<>();
    /// What expires in a minute, by the first moment behind it.
    private final NavigableMap<Long, List<KeyDigest>> due = new TreeMap<>();

    /// @return null if there is no such token
    public @Nullable IndexedToken find(KeyDigest digest) {
        return tokens.find(digest.high(), digest.low());
    }

    /// Number of tokens.
    public int size() {
        return tokens.size();
    }

    /// Adds a token, or replaces what the digest leads to. For the one writer.
    public void put(KeyDigest digest, IndexedToken token) {
        boolean isNew = find(digest) == null;
        tokens.put(digest.high(), digest.low(), token);
        if (isNew) {
            long end = (Math.floorDiv(token.expiresAt(), BUCKET_MILLIS) + 1) * BUCKET_MILLIS;
            due.computeIfAbsent(end, _ -> new ArrayList<>()).add(digest);
        }
    }

    /// For the one writer.
    public void remove(KeyDigest digest) {
        tokens.remove(digest.high(), digest.low());
    }

    /// Removes what is expired for long enough that nobody need tell it from an unknown token. For the one writer.
    ///
    /// @param before milliseconds since the epoch
    public void expire(long before) {
        NavigableMap<Long, List<KeyDigest>> over = due.headMap(before, true);
        over.values().forEach(digests -> digests.forEach(this::remove));
        over.clear();
    }
}
