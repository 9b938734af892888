package io.turnpike.management.serviceaccount;

import io.turnpike.access.BuiltInRole;
import io.turnpike.access.Caller;
import io.turnpike.management.access.ServiceToken;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.ServiceAccountStore.ServiceAccount;
import io.turnpike.storage.ServiceAccountStore.Token;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rules of service accounts. Where no organization is named, the account is the installation's.
final class ServiceAccountService {
    private final Storage storage;
    private final Vault vault;
    private final Clock clock;

    ServiceAccountService(Storage storage, Vault vault, Clock clock) {
        this.storage = storage;
        this.vault = vault;
        this.clock = clock;
    }

    List<ServiceAccount> list(Optional<String> organization) {
        return storage.read(work -> work.serviceAccounts().list(id(work, organization)));
    }

    ServiceAccount get(Optional<String> organization, String name) {
        return storage.read(work -> require(work, id(work, organization), name));
    }

    /// @param token what the account signs in with
    ServiceAccount create(Caller caller, Optional<String> organization, ServiceAccountBody body, ServiceToken token) {
        return storage.write(caller, work -> {
            UUID owner = id(work, organization);
            Instant now = clock.instant();
            check(work, owner, body, now);
            var account = new ServiceAccount(
                    UUID.randomUUID(),
                    owner,
                    body.name(),
                    body.purpose(),
                    token.stored(vault),
                    body.expiresAt(),
                    Provenance.made(now, caller.name()));
            work.serviceAccounts().insert(account);
            return account;
        });
    }

    /// Replaces what the account is for, and when its token ends.
    ServiceAccount update(Caller caller, Optional<String> organization, String name, ServiceAccountBody body) {
        return storage.write(caller, work -> {
            UUID owner = id(work, organization);
            Segments.requireSame(body.name(), name);
            check(work, owner, body, clock.instant());
            return changed(caller, work, require(work, owner, name), body, null);
        });
    }

    /// Ends the account's token; `token` holds in its place.
    ServiceAccount rotate(Caller caller, Optional<String> organization, String name, ServiceToken token) {
        return storage.write(caller, work -> {
            var former = require(work, id(work, organization), name);
            var same = new ServiceAccountBody(name, former.purpose(), former.expiresAt());
            return changed(caller, work, former, same, token.stored(vault));
        });
    }

    ServiceAccount delete(Caller caller, Optional<String> organization, String name) {
        return storage.write(caller, work -> {
            var account = require(work, id(work, organization), name);
            work.serviceAccounts().delete(account);
            return account;
        });
    }

    private ServiceAccount changed(
            Caller caller, Work work, ServiceAccount former, ServiceAccountBody body, @Nullable Token token) {
        var account = new ServiceAccount(
                former.id(),
                former.organization(),
                former.name(),
                body.purpose(),
                token == null ? former.token() : token,
                body.expiresAt(),
                former.provenance().changed(clock.instant(), caller.name()));
        work.serviceAccounts().update(account);
        return account;
    }

    private static void check(Work work, @Nullable UUID organization, ServiceAccountBody body, Instant now) {
        String role = body.purpose().role();
        boolean exists = organization == null
                ? BuiltInRole.named(role).isPresent()
                : BuiltInRole.named(role)
                        .map(BuiltInRole::isOfOrganization)
                        .orElseGet(() -> work.roles().find(organization, role).isPresent());
        if (!exists) {
            throw Refused.invalid(Kind.SERVICE_ACCOUNT, "role", null, "must name a role that exists here");
        }
        Instant end = body.expiresAt();
        if (end != null && !end.isAfter(now)) {
            throw Refused.invalid(Kind.SERVICE_ACCOUNT, "expiresAt", null, "must lie in the future");
        }
    }

    private static @Nullable UUID id(Work work, Optional<String> organization) {
        return organization.map(name -> work.organizations().require(name).id()).orElse(null);
    }

    private static ServiceAccount require(Work work, @Nullable UUID organization, String name) {
        return work.serviceAccounts()
                .find(organization, name)
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.SERVICE_ACCOUNT, name)));
    }
}
