package io.turnpike.enforcement;

import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.IndexedOwner;
import io.turnpike.decision.KeyIndex;
import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.EnforcedKey;
import java.util.List;
import java.util.UUID;

/// Puts stored keys into the index. Keys with the same grants share one list of them, as most do.
final class KeyLoader {
    private final KeyIndex index = new KeyIndex();
    private final Shared<List<Grant>> grants = new Shared<>();

    KeyIndex index() {
        return index;
    }

    /// Whose key it is; from now on known, for the key is about to be put.
    IndexedOwner owner(EnforcedKey key) {
        return index.owner(key.owner(), key.ownerActive());
    }

    void put(EnforcedKey key) {
        IndexedKey.AppState app = new IndexedKey.AppState(key.app(), key.appName(), key.appStatus());
        index.put(
                key.digest(),
                new IndexedKey(
                        key.credential(), key.status(), key.expiresAt(), app, owner(key), grants.of(key.grants())));
    }

    void remove(KeyDigest digest) {
        index.remove(digest);
    }

    void setActive(Owner owner, boolean active) {
        index.setActive(owner, active);
    }

    void setEmail(UUID developer, String email) {
        index.setEmail(developer, email);
    }
}
