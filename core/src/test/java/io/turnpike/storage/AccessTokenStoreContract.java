package io.turnpike.storage;

import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.app;
import static io.turnpike.storage.Samples.client;
import static io.turnpike.storage.Samples.credential;
import static io.turnpike.storage.Samples.developer;
import static io.turnpike.storage.Samples.environment;
import static io.turnpike.storage.Samples.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.AccessToken;
import io.turnpike.model.Credential;
import io.turnpike.model.Developer;
import io.turnpike.model.Environment;
import io.turnpike.model.OAuthClient;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

public interface AccessTokenStoreContract extends StorageContract {
    @Test
    default void readsWhatWasPut() {
        OAuthClient client = write(work -> client(Samples.stored(work, "acme")));
        AccessToken alone = token(client, 1, null, NOW);
        AccessToken related = token(client, 2, UUID.randomUUID(), NOW);
        change(work -> List.of(alone, related).forEach(work.accessTokens()::put));

        assertThatObject(read(work -> work.accessTokens().find(alone.digest()))).isEqualTo(Optional.of(alone));
        assertThatObject(read(work -> work.accessTokens().find(related.digest())))
                .isEqualTo(Optional.of(related));
        assertThatObject(read(work -> work.accessTokens().find(new KeyDigest(1, 2))))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void replacesTheStatusAndTellsTheNodesOfEachChange() {
        OAuthClient client = write(work -> client(Samples.stored(work, "acme")));
        AccessToken token = token(client, 1, null, NOW);
        long before = storage().changes().last();

        change(work -> work.accessTokens().put(token));
        change(work -> work.accessTokens().put(token.revoked()));

        assertThatObject(read(work -> work.accessTokens().find(token.digest())))
                .isEqualTo(Optional.of(token.revoked()));
        Change told = new Change.TokenChanged(client.organization(), token.digest());
        assertThatList(storage().changes().after(before, 10))
                .extracting(ChangeFeed.Entry::change)
                .containsExactly(told, told);
    }

    @Test
    default void listsThoseOfOneFamily() {
        OAuthClient client = write(work -> client(Samples.stored(work, "acme")));
        UUID family = UUID.randomUUID();
        change(work -> List.of(
                        token(client, 1, family, NOW),
                        token(client, 2, family, NOW),
                        token(client, 3, UUID.randomUUID(), NOW),
                        token(client, 4, null, NOW))
                .forEach(work.accessTokens()::put));

        assertThatList(read(work -> work.accessTokens().ofFamily(family)))
                .extracting(token -> token.digest().low())
                .containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    default void deletesSomeThatAreExpired() {
        OAuthClient client = write(work -> client(Samples.stored(work, "acme")));
        change(work -> List.of(0, 1, 2, 3)
                .forEach(number -> work.accessTokens().put(token(client, number, null, NOW.plusMillis(number)))));

        assertThatObject(write(work -> work.accessTokens().deleteExpired(NOW.plusMillis(3), 2)))
                .isEqualTo(2);
        assertThatObject(write(work -> work.accessTokens().deleteExpired(NOW.plusMillis(3), 9)))
                .isEqualTo(1);

        List<AccessToken> left = new ArrayList<>();
        read(work -> {
            work.accessTokens().forEachEnforced(enforced -> left.add(enforced.token()));
            return work;
        });
        assertThat(left).extracting(token -> token.digest().low()).containsExactly(3L);
    }

    @Test
    default void joinsATokenWithTheKeyOfItsClientWhileThatIsThere() {
        Credential key = write(work -> {
            Developer ada = work.developers()
                    .insert(developer(work.organizations().insert(organization("acme")), "ada@example.com"));
            return work.credentials().insert(credential(work.apps().insert(app(ada, "app")), 1));
        });
        OAuthClient client = write(work -> {
            Environment test =
                    work.environments().insert(environment(work.organizations().require("acme"), "test"));
            return new OAuthClient(key.organization(), test.id(), key.digest(), key.id());
        });
        AccessToken token = token(client, 1, null, NOW);
        AccessToken ofAnother = token(
                new OAuthClient(client.organization(), client.environment(), key.digest(), UUID.randomUUID()),
                2,
                null,
                NOW);
        change(work -> List.of(token, ofAnother).forEach(work.accessTokens()::put));

        assertThatObject(read(work -> work.accessTokens().enforced(token.digest())))
                .isEqualTo(Optional.of(new EnforcedToken(token, key.key())));
        assertThatObject(read(work -> work.accessTokens().enforced(ofAnother.digest())))
                .as("of a key that was deleted and came back")
                .isEqualTo(Optional.of(new EnforcedToken(ofAnother, null)));
        List<EnforcedToken> all = new ArrayList<>();
        change(work -> work.accessTokens().forEachEnforced(all::add));
        assertThatList(all)
                .containsExactlyInAnyOrder(new EnforcedToken(token, key.key()), new EnforcedToken(ofAnother, null));

        change(work -> work.credentials().delete(key));
        assertThatObject(read(work -> work.accessTokens().enforced(token.digest())))
                .isEqualTo(Optional.of(new EnforcedToken(token, null)));
    }

    @Test
    default void goesWithItsEnvironment() {
        OAuthClient client = write(work -> {
            OAuthClient made = client(Samples.stored(work, "acme"));
            work.accessTokens().put(token(made, 1, null, NOW));
            return made;
        });

        change(work -> work.environments().list(client.organization()).forEach(work.environments()::delete));

        assertThatObject(read(work -> work.accessTokens().find(new KeyDigest(0, 1))))
                .isEqualTo(Optional.empty());
    }

    private static AccessToken token(OAuthClient client, long number, @Nullable UUID family, Instant expiresAt) {
        return new AccessToken(
                new KeyDigest(0, number),
                "key-1",
                client,
                family,
                List.of("read", "write"),
                NOW.minusSeconds(1),
                expiresAt,
                Status.APPROVED);
    }
}
