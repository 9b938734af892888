package io.turnpike.management.app;

import io.turnpike.management.owner.Owners;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.View;
import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import io.turnpike.secret.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// Apps and credentials on the wire, keys and secrets in clear.
///
/// Source: management-api 11.2, 12.2, 13. The products stand in the credentials only: clients send what they read,
/// and `apiProducts` of an app would make a new credential.
final class AppWriter {
    private static final long NEVER = -1;

    private final Vault vault;

    AppWriter(Vault vault) {
        this.vault = vault;
    }

    /// @param shownAs in whose words the owner is named
    Map<String, Object> app(FullApp full, Owners shownAs, View view) {
        return members(full, shownAs, view)
                .list("credentials", credentials(full, view))
                .toMap();
    }

    /// As the list of all apps shows it: with its owner's e-mail in X, and an empty list of products in Edge.
    Map<String, Object> organizationApp(FullApp full, View view, boolean withCredentials) {
        var shownAs = view.isX() ? Owners.APP_GROUPS : Owners.COMPANIES;
        var members = members(full, shownAs, view).list("apiProducts", List.of());
        if (view.isX() && full.app().owner() instanceof Owner.Developer) {
            members.text("developerEmail", full.owner());
        }
        return (withCredentials ? members.list("credentials", credentials(full, view)) : members).toMap();
    }

    Map<String, Object> credential(FullCredential full, View view) {
        Credential credential = full.credential();
        Instant expiresAt = credential.expiresAt();
        var products = full.products().stream()
                .map(held -> view.members()
                        .text("apiproduct", held.product())
                        .text("status", word(held.status()))
                        .toMap())
                .toList();
        return view.members()
                .text("consumerKey", vault.open(credential.key()))
                .text("consumerSecret", vault.open(credential.secret()))
                .text("status", word(credential.status()))
                .list("apiProducts", products)
                .attributes("attributes", credential.attributes())
                .value("scopes", credential.scopes())
                .instant("issuedAt", credential.issuedAt())
                .number("expiresAt", expiresAt == null ? NEVER : expiresAt.toEpochMilli())
                .toMap();
    }

    private List<Map<String, Object>> credentials(FullApp full, View view) {
        return full.credentials().stream().map(each -> credential(each, view)).toList();
    }

    /// Clients tell apps apart by which one of `developerId`, `appGroup` and `companyName` they have.
    private static Members members(FullApp full, Owners shownAs, View view) {
        App app = full.app();
        App.Details details = app.details();
        var members = view.members().text("appId", app.id().toString()).text("name", app.name());
        switch (app.owner()) {
            case Owner.Developer(UUID id) -> members.text("developerId", id.toString());
            case Owner.Group _ -> members.text(shownAs.groupMember(), full.owner());
        }
        if (app.owner() instanceof Owner.Developer || shownAs == Owners.COMPANIES) {
            members.text("appFamily", details.appFamily());
        }
        return members.text("status", word(app.status()))
                .text("callbackUrl", details.callbackUrl())
                .attributes("attributes", details.attributes())
                .list("scopes", details.scopes())
                .provenance(app.provenance());
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
