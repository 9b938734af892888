package io.turnpike.management.access;

import io.turnpike.access.Assignment;
import io.turnpike.access.BuiltInRole;
import io.turnpike.http.Principal;
import io.turnpike.secret.Vault;
import io.turnpike.storage.ServiceAccountStore.ServiceAccount;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose token it is: the two that the operator set, and those of service accounts. These are found by a keyed hash,
/// so that the time of a look-up tells nothing of how near a guess was.
final class Tokens {
    private final Storage storage;
    private final Vault vault;
    private final AccessConfig config;
    private final Clock clock;

    Tokens(Storage storage, Vault vault, AccessConfig config, Clock clock) {
        this.storage = storage;
        this.vault = vault;
        this.config = config;
        this.clock = clock;
    }

    Optional<Principal> principal(String given) {
        if (isToken(config.adminToken(), given)) {
            return Optional.of(everywhere("admin-token", BuiltInRole.ADMINISTRATOR));
        }
        if (isToken(config.readerToken(), given)) {
            return Optional.of(everywhere("reader-token", BuiltInRole.READ_ONLY));
        }
        var token = new ServiceToken(given);
        return token.isOne() ? storage.read(work -> ofServiceAccount(work, token)) : Optional.empty();
    }

    private Optional<Principal> ofServiceAccount(Work work, ServiceToken token) {
        return work.serviceAccounts()
                .findByToken(token.stored(vault).digest())
                .filter(account -> !account.isExpired(clock.instant()))
                .flatMap(account -> assignment(work, account).map(held -> principal(account, held)));
    }

    private static Optional<Assignment> assignment(Work work, ServiceAccount account) {
        UUID organization = account.organization();
        String role = account.purpose().role();
        return organization == null
                ? BuiltInRole.named(role).map(found -> new Assignment(null, found))
                : work.roles().assignment(organization, role);
    }

    private static Principal principal(ServiceAccount account, Assignment held) {
        String organization = held.organization();
        String name = "serviceaccount:" + account.name() + (organization == null ? "" : "@" + organization);
        return new Principal(name, List.of(held), account.purpose().readsOnly());
    }

    private static Principal everywhere(String name, BuiltInRole role) {
        return new Principal(name, List.of(new Assignment(null, role)), false);
    }

    private static boolean isToken(@Nullable String token, String given) {
        return token != null && Vault.sameSecret(token, given);
    }
}
