package io.turnpike.storage;

import io.turnpike.model.SigningKey;
import java.util.List;
import java.util.UUID;

/// Signing keys of environments at rest.
public interface SigningKeyStore {
    /// Of one environment, the newest first.
    List<SigningKey> list(UUID environment);

    void insert(SigningKey made);

    void delete(SigningKey gone);
}
