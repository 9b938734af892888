package io.turnpike.storage;

import io.turnpike.model.AccessToken;
import io.turnpike.secret.KeyDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Access tokens at rest, and which of those that are stored nowhere are revoked.
public interface AccessTokenStore {
    Optional<AccessToken> find(KeyDigest digest);

    /// Those that came from one authorization, in no order.
    List<AccessToken> ofFamily(UUID family);

    /// Adds a token, or replaces the status of what the digest leads to.
    void put(AccessToken token);

    /// A token as the gateway needs it.
    Optional<EnforcedToken> enforced(KeyDigest digest);

    /// Every token as the gateway needs it, in no order, without holding all of them in memory.
    void forEachEnforced(Consumer<EnforcedToken> consumer);

    /// @param max most tokens that are deleted
    /// @return how many were
    int deleteExpired(Instant before, int max);
}
