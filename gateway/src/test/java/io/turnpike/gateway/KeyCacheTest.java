package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.KeyIndex;
import io.turnpike.gateway.admission.KeyCache;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import io.turnpike.secret.Vault;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Ruling 16: a cache that saves hashing, and never remembers what became of a key.
class KeyCacheTest {
    private final Vault vault = new Vault(new byte[32]);
    private final KeyIndex index = new KeyIndex();
    private final UUID organization = UUID.randomUUID();
    private final KeyCache cache = new KeyCache(vault, () -> index, KeyCache.SLOTS, 42);

    @Test
    void readsTheStateOfAKeyOnEachCall() {
        put("a", Status.APPROVED);
        assertThat(cache.find(organization, "a").status()).isEqualTo(Status.APPROVED);
        put("a", Status.REVOKED);
        assertThat(cache.find(organization, "a").status()).isEqualTo(Status.REVOKED);
        index.remove(vault.digest(organization, "a"));
        assertThat(cache.find(organization, "a")).isNull();
    }

    @Test
    void findsAKeyThatBecameKnown() {
        assertThat(cache.find(organization, "a")).isNull();
        put("a", Status.APPROVED);
        assertThat(cache.find(organization, "a")).isNotNull();
    }

    @Test
    void forgetsNoKeyForTextsThatAreNone() {
        put("a", Status.APPROVED);
        for (int i = 0; i < 20_000; i++) {
            assertThat(cache.find(organization, "none-" + i)).isNull();
        }
        assertThat(cache.find(organization, "none-1" + "x".repeat(10_000))).isNull();
        assertThat(cache.find(organization, "a")).isNotNull();
    }

    @Test
    void keepsOrganizationsApart() {
        put("a", Status.APPROVED);
        assertThat(cache.find(organization, "a")).isNotNull();
        assertThat(cache.find(UUID.randomUUID(), "a")).isNull();
    }

    @Test
    @DisplayName("keys that share a slot push each other out, and are found all the same")
    void findsMoreKeysThanItHolds() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                if (round == 0) {
                    put("key-" + i, Status.APPROVED);
                }
                assertThat(cache.find(organization, "key-" + i))
                        .isSameAs(index.find(vault.digest(organization, "key-" + i)));
            }
        }
    }

    private void put(String key, Status status) {
        index.put(
                vault.digest(organization, key),
                new IndexedKey(
                        UUID.randomUUID(),
                        status,
                        Long.MAX_VALUE,
                        new IndexedKey.AppState(UUID.randomUUID(), "app", Status.APPROVED),
                        index.owner(new Owner.Developer(UUID.randomUUID()), true),
                        List.of()));
    }
}
