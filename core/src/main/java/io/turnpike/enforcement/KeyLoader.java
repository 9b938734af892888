package io.turnpike.enforcement;

import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.KeyIndex;
import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.EnforcedKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts stored keys into the index. Keys with the same grants share one list of them, as most do.
final class KeyLoader {
    private static final int MAX_SHARED = 65_536;

    private final KeyIndex index = new KeyIndex();
    private final Map<List<Grant>, List<Grant>> shared = new HashMap<>();

    KeyIndex index() {
        return index;
    }

    void put(EnforcedKey key) {
        IndexedKey.AppState app = new IndexedKey.AppState(key.app(), key.appName(), key.appStatus());
        index.put(
                key.digest(),
                new IndexedKey(
                        key.credential(),
                        key.status(),
                        key.expiresAt(),
                        app,
                        index.owner(key.owner(), key.ownerActive()),
                        share(key.grants())));
    }

    void remove(KeyDigest digest) {
        index.remove(digest);
    }

    void setActive(Owner owner, boolean active) {
        index.owner(owner, active);
    }

    private List<Grant> share(List<Grant> grants) {
        if (shared.size() >= MAX_SHARED) {
            shared.clear();
        }
        return shared.computeIfAbsent(grants, List::copyOf);
    }
}
