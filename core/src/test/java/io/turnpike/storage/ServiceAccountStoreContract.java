package io.turnpike.storage;

import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.Organization;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.ServiceAccountStore.Purpose;
import io.turnpike.storage.ServiceAccountStore.ServiceAccount;
import io.turnpike.storage.ServiceAccountStore.Token;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

public interface ServiceAccountStoreContract extends StorageContract {
    @Test
    default void findsByNameAndByToken() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        ServiceAccount ci = account(acme.id(), "ci", 1, Samples.NOW);
        ServiceAccount build = account(acme.id(), "build", 2, null);
        change(work -> {
            work.serviceAccounts().insert(ci);
            work.serviceAccounts().insert(build);
        });

        assertThatList(read(work -> work.serviceAccounts().list(acme.id()))).containsExactly(build, ci);
        assertThatObject(read(work -> work.serviceAccounts().find(acme.id(), "ci")))
                .isEqualTo(Optional.of(ci));
        assertThatObject(read(work -> work.serviceAccounts().findByToken(new KeyDigest(2, 2))))
                .isEqualTo(Optional.of(build));
        assertThatObject(read(work -> work.serviceAccounts().findByToken(new KeyDigest(3, 3))))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void namesAreUniqueInAnOrganizationAndInTheInstallation() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization globex = write(work -> work.organizations().insert(organization("globex")));
        ServiceAccount everywhere = account(null, "ci", 3, null);
        change(work -> {
            work.serviceAccounts().insert(account(acme.id(), "ci", 1, null));
            work.serviceAccounts().insert(account(globex.id(), "ci", 2, null));
            work.serviceAccounts().insert(everywhere);
        });

        Problem exists = new Problem.AlreadyExists(Kind.SERVICE_ACCOUNT, "ci");
        assertRefused(exists, () -> change(work -> work.serviceAccounts().insert(account(acme.id(), "ci", 4, null))));
        assertRefused(exists, () -> change(work -> work.serviceAccounts().insert(account(null, "ci", 5, null))));
        assertThatList(read(work -> work.serviceAccounts().list(null))).containsExactly(everywhere);
        assertThatObject(read(work -> work.serviceAccounts().find(null, "ci"))).isEqualTo(Optional.of(everywhere));
    }

    @Test
    default void replacesAndDeletes() {
        ServiceAccount ci = account(null, "ci", 1, Samples.NOW);
        change(work -> work.serviceAccounts().insert(ci));
        ServiceAccount changed = new ServiceAccount(
                ci.id(),
                null,
                "ci",
                new Purpose("another", "readonlyadmin", false),
                new Token(new KeyDigest(9, 9), "other"),
                null,
                ci.provenance().changed(Samples.NOW.plusSeconds(1), "bob"));

        change(work -> work.serviceAccounts().update(changed));
        assertThatObject(read(work -> work.serviceAccounts().find(null, "ci"))).isEqualTo(Optional.of(changed));
        assertThatObject(read(work -> work.serviceAccounts().findByToken(new KeyDigest(1, 1))))
                .as("the former token")
                .isEqualTo(Optional.empty());

        change(work -> work.serviceAccounts().delete(changed));
        Problem missing = new Problem.NotFound(Kind.SERVICE_ACCOUNT, "ci");
        assertRefused(missing, () -> change(work -> work.serviceAccounts().delete(changed)));
        assertRefused(missing, () -> change(work -> work.serviceAccounts().update(changed)));
    }

    private static ServiceAccount account(
            @Nullable UUID organization, String name, long token, @Nullable Instant expiresAt) {
        return new ServiceAccount(
                UUID.randomUUID(),
                organization,
                name,
                new Purpose("builds", "orgadmin", true),
                new Token(new KeyDigest(token, token), "master"),
                expiresAt,
                Provenance.made(Samples.NOW, "ada"));
    }
}
