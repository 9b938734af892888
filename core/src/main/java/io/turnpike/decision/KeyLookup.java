package io.turnpike.decision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds the key that a call carries.
@FunctionalInterface
public interface KeyLookup {
    /// @return null if the organization has no such key
    @Nullable
    IndexedKey find(UUID organization, String key);
}
