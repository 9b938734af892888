package io.turnpike.management.bulk;

import io.turnpike.management.bulk.ImportReport.Tally;
import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Developer;
import io.turnpike.model.Grant;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.model.Product;
import io.turnpike.model.Provenance;
import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Adds imported apps inside one unit of work. All that an app can be refused for is found out before the first row
/// of it is written, so that a refused one leaves nothing behind and those beside it stand.
final class Batch {
    private final Work work;
    private final Organization organization;
    private final Vault vault;
    private final Provenance provenance;
    private final Map<String, Product> products = new HashMap<>();

    Batch(Work work, String organization, Vault vault, Provenance provenance) {
        this.work = work;
        this.organization = work.organizations().require(organization);
        this.vault = vault;
        this.provenance = provenance;
    }

    /// Adds what is missing of an app: its developer, itself, its keys. What is there stays as it is.
    ///
    /// @throws Refused with nothing written
    Tally add(ImportedApp imported) {
        var resolved = resolved(imported.owner());
        var owner = resolved.owner();
        var found = resolved.made().isPresent()
                ? Optional.<App>empty()
                : work.apps().find(owner, imported.name());
        var app = found.orElseGet(() -> made(imported, owner));
        var missing = missing(imported.keys(), app);
        requireProducts(imported.name(), found.isEmpty(), missing);
        resolved.made().ifPresent(work.developers()::insert);
        if (found.isEmpty()) {
            work.apps().insert(app);
        }
        missing.forEach(work.credentials()::insert);
        boolean isUnchanged = found.isPresent() && missing.isEmpty();
        return new Tally(
                resolved.made().isPresent() ? 1 : 0, found.isEmpty() ? 1 : 0, missing.size(), isUnchanged ? 1 : 0);
    }

    private Resolved resolved(ImportedOwner owner) {
        return switch (owner) {
            case ImportedOwner.OfGroup(String name) ->
                work.groups()
                        .find(organization.id(), name)
                        .map(group -> new Resolved(group.owner(), Optional.empty()))
                        .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.APP_GROUP, name)));
            case ImportedOwner.OfDeveloper developer ->
                work.developers()
                        .find(organization.id(), developer.emailOrId())
                        .map(known -> new Resolved(known.owner(), Optional.empty()))
                        .orElseGet(() -> made(developer));
        };
    }

    private Resolved made(ImportedOwner.OfDeveloper owner) {
        var profile = owner.profile()
                .orElseThrow(() ->
                        new Refused(new Problem.NotFound(Kind.DEVELOPER, owner.emailOrId(), organization.name())));
        var made = new Developer(UUID.randomUUID(), organization.id(), 1, profile, true, provenance);
        return new Resolved(made.owner(), Optional.of(made));
    }

    /// Where the organization wants it, an app and each of its keys names a product.
    private void requireProducts(String app, boolean isNew, List<Credential> missing) {
        boolean lacksOne = (isNew && missing.isEmpty())
                || missing.stream().anyMatch(key -> key.grants().isEmpty());
        if (lacksOne && organization.refusesUnbounded()) {
            throw new Refused(new Problem.WrongState(Kind.APP, app, "must name an API product in this organization"));
        }
    }

    private App made(ImportedApp imported, Owner owner) {
        return new App(
                UUID.randomUUID(),
                organization.id(),
                owner,
                1,
                imported.name(),
                imported.status(),
                imported.details(),
                provenance);
    }

    private List<Credential> missing(List<ImportedKey> keys, App app) {
        var missing = new LinkedHashMap<KeyDigest, Credential>();
        for (ImportedKey key : keys) {
            var digest = vault.digest(organization.id(), key.key());
            var known = work.credentials().find(organization.id(), digest);
            if (known.filter(credential -> !credential.app().equals(app.id())).isPresent()) {
                throw new Refused(new Problem.AlreadyExists(Kind.CREDENTIAL, ""));
            }
            if (known.isEmpty()) {
                missing.put(digest, made(key, digest, app));
            }
        }
        return List.copyOf(missing.values());
    }

    private Credential made(ImportedKey key, KeyDigest digest, App app) {
        var held = key.held();
        return new Credential(
                UUID.randomUUID(),
                organization.id(),
                app.id(),
                digest,
                vault.seal(key.key()),
                vault.seal(key.secret()),
                key.status(),
                key.issuedAt().orElse(provenance.createdAt()),
                key.expiresAt(),
                held.scopes(),
                held.attributes(),
                grants(held));
    }

    private List<Grant> grants(ImportedKey.Held held) {
        var grants = new ArrayList<Grant>();
        var scopes = new ArrayList<String>();
        for (var each : held.products()) {
            var product = products.computeIfAbsent(each.name(), this::require);
            scopes.addAll(product.terms().scopes());
            Status status = each.status().orElseGet(() -> product.newGrant().status());
            grants.add(new Grant(product.id(), status));
        }
        if (!scopes.containsAll(held.scopes())) {
            throw new Refused(
                    new Problem.InvalidScopes(scopes.stream().distinct().toList()));
        }
        return grants;
    }

    private Product require(String name) {
        Optional<Product> product = work.products().find(organization.id(), name);
        return product.orElseThrow(() -> Refused.invalid(
                Kind.GRANT,
                "apiProducts",
                name,
                "does not exist for  tenant [%s] and id [null]".formatted(organization.name())));
    }

    /// @param made the developer that is to be added; empty where the owner is there
    private record Resolved(Owner owner, Optional<Developer> made) {}
}
