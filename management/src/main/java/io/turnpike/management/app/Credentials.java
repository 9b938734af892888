package io.turnpike.management.app;

import io.turnpike.model.App;
import io.turnpike.model.Attributes;
import io.turnpike.model.Credential;
import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes and finds the credentials of apps.
final class Credentials {
    private final Vault vault;
    private final Clock clock;
    private final RandomKeys random = new RandomKeys();

    Credentials(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /// Adds a credential with a key and a secret of ours.
    ///
    /// @throws Refused with `InvalidField` for an unknown product, or `InvalidScopes`
    void generate(Work work, OwnedApp owned, KeyRequest request) {
        var organization = owned.organization();
        var products = new Products(work);
        var grants = products.granted(organization, request.products());
        products.requireScopes(request.scopes(), grants);
        var made = sealed(owned.app(), random.key(organization), random.secret(organization), request.lifetime());
        work.credentials().insert(made.withScopes(request.scopes()).withGrants(grants));
    }

    /// Adds a credential whose key the client brings. It has no product yet, so nothing bounds its scopes until the
    /// first change of them.
    ///
    /// @throws Refused with `AlreadyExists` where the organization has that key
    Credential add(Work work, OwnedApp owned, NewKeyBody body) {
        String given = body.consumerSecret();
        String secret = given == null ? random.secret(owned.organization()) : given;
        var made = sealed(owned.app(), body.consumerKey(), secret, body.lifetime());
        return work.credentials()
                .insert(made.withScopes(body.scopes()).withAttributes(Attributes.NONE.replacedBy(body.attributes())));
    }

    /// @throws Refused with `NotFound`, which does not name the key, also where it is another app's
    Credential require(Work work, OwnedApp owned, String key) {
        UUID organization = owned.organization().id();
        return work.credentials()
                .find(organization, vault.digest(organization, key))
                .filter(credential -> credential.app().equals(owned.app().id()))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.CREDENTIAL, "")));
    }

    private Credential sealed(App app, String key, String secret, @Nullable Duration lifetime) {
        var now = clock.instant();
        return new Credential(
                UUID.randomUUID(),
                app.organization(),
                app.id(),
                vault.digest(app.organization(), key),
                vault.seal(key),
                vault.seal(secret),
                Status.APPROVED,
                now,
                lifetime == null ? null : now.plus(lifetime),
                List.of(),
                Attributes.NONE,
                List.of());
    }
}
