package io.turnpike.decision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds what the credential of a call leads to.
@FunctionalInterface
public interface KeyLookup {
    /// @return null if the organization has no such key
    @Nullable
    IndexedKey find(UUID organization, String key);

    /// What a token leads to in an environment; it is good in the one that issued it only (ruling 20).
    ///
    /// @param now milliseconds since the epoch
    default FoundToken findToken(HostedEnvironment place, String token, long now) {
        return FoundToken.UNKNOWN;
    }
}
