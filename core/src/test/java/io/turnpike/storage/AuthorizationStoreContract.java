package io.turnpike.storage;

import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.client;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.Authorization;
import io.turnpike.model.OAuthClient;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.secret.KeyDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public interface AuthorizationStoreContract extends StorageContract {
    @Test
    default void readsWhatWasInserted() {
        Authorization made = write(work -> requested(client(Samples.stored(work, "acme"))));
        change(work -> work.authorizations().insert(made));

        assertThatObject(read(work -> work.authorizations().find(made.handle())))
                .isEqualTo(Optional.of(made));
        assertThatObject(read(work -> work.authorizations().find(new KeyDigest(1, 2))))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void findsWhatWasUpdatedUnderItsNewHandleOnly() {
        Authorization made = write(work -> requested(client(Samples.stored(work, "acme"))));
        change(work -> work.authorizations().insert(made));
        Authorization.Terms agreed =
                made.terms().agreed(List.of("read"), "ada", new LinkedHashMap<>(Map.of("tier", "gold")));
        Authorization code = made.with(
                new KeyDigest(8, 8), new KeyDigest(9, 9), Authorization.State.CODE, NOW.plusSeconds(60), agreed);

        change(work -> work.authorizations().update(code));

        assertThatObject(read(work -> work.authorizations().find(made.handle())))
                .isEqualTo(Optional.empty());
        assertThatObject(read(work -> work.authorizations().find(code.handle())))
                .isEqualTo(Optional.of(code));
    }

    @Test
    default void refusesToUpdateWhatIsNotThere() {
        Authorization made = write(work -> requested(client(Samples.stored(work, "acme"))));

        assertRefused(
                new Problem.NotFound(Kind.AUTHORIZATION, ""),
                () -> change(work -> work.authorizations().update(made)));
    }

    @Test
    default void deletesThoseThatAreExpired() {
        Authorization made = write(work -> requested(client(Samples.stored(work, "acme"))));
        change(work -> work.authorizations().insert(made));

        assertThatObject(write(work -> work.authorizations().deleteExpired(NOW, 9)))
                .isEqualTo(0);
        assertThatObject(write(work -> work.authorizations().deleteExpired(NOW.plusMillis(1), 9)))
                .isEqualTo(1);
        assertThatObject(read(work -> work.authorizations().find(made.handle())))
                .isEqualTo(Optional.empty());
    }

    private static Authorization requested(OAuthClient client) {
        return new Authorization(
                UUID.randomUUID(),
                client,
                new KeyDigest(5, 6),
                null,
                "key-1",
                Authorization.State.REQUESTED,
                NOW,
                new Authorization.Terms(
                        "https://app/cb",
                        true,
                        "https://as",
                        null,
                        "challenge",
                        List.of(),
                        "",
                        new LinkedHashMap<>(),
                        0));
    }
}
