package io.turnpike.storage;

import io.turnpike.model.Authorization;
import io.turnpike.secret.KeyDigest;
import java.time.Instant;
import java.util.Optional;

/// Authorizations of apps at rest.
public interface AuthorizationStore {
    /// In a unit that writes, nobody else changes it until the unit ends.
    Optional<Authorization> find(KeyDigest handle);

    void insert(Authorization made);

    /// Replaces all but id and client.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound`
    void update(Authorization changed);

    /// @param max most that are deleted
    /// @return how many were
    int deleteExpired(Instant before, int max);
}
