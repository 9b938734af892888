package io.turnpike.oauth.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.access.FailureLimit;
import io.turnpike.http.Call;
import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.model.Scopes;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Finds clients, and tells whether they are who they say: by HTTP Basic or in the form (runtime 6.1). Ten failures a
/// minute close a client to an address (extensions 1.1).
public final class Clients {
    private final Storage storage;
    private final Vault vault;
    private final Clock clock;
    private final FailureLimit failures;

    public Clients(Storage storage, Vault vault, Clock clock) {
        this.storage = storage;
        this.vault = vault;
        this.clock = clock;
        this.failures = new FailureLimit(clock);
    }

    /// @throws OAuthError `invalid_client`, or `invalid_request` where the client names itself twice
    /// @throws io.turnpike.problem.Refused with `TooMany`
    public Client authenticated(Call call, Place place, Parameters form) {
        Shown shown = shown(call, form);
        var labels = List.of(shown.id + " " + place.address());
        failures.begin(labels);
        Client client = find(place, shown.id)
                .filter(found -> Vault.sameSecret(vault.open(found.credential().secret()), shown.secret))
                .orElseThrow(() -> OAuthError.invalidClient("Client id or secret is wrong"));
        if (!client.isGood(clock.instant())) {
            throw OAuthError.invalidClient("The key, its app or its owner is not approved");
        }
        failures.succeeded(labels);
        return client;
    }

    /// A client that needs no secret here, if all about it is good.
    public Optional<Client> good(Place place, String id) {
        return find(place, id).filter(client -> client.isGood(clock.instant()));
    }

    private Optional<Client> find(Place place, String id) {
        return Credential.isKeyOrSecret(id) ? storage.read(work -> find(work, place, id)) : Optional.empty();
    }

    private Optional<Client> find(Work work, Place place, String id) {
        var organization = place.organization().id();
        return work.credentials()
                .find(organization, vault.digest(organization, id))
                .flatMap(credential -> work.apps()
                        .findById(organization, credential.app())
                        .map(app -> client(work, place, id, credential, app)));
    }

    private static Client client(Work work, Place place, String id, Credential credential, App app) {
        var held = work.products()
                .byIds(credential.grants().stream().map(Grant::product).toList(), _ -> {});
        var products = Scopes.approved(credential, held);
        return switch (app.owner()) {
            case Owner.Developer(var developer) -> {
                var owner = work.developers().requireById(developer);
                yield new Client(place, id, credential, app, owner.active(), owner.email(), products);
            }
            case Owner.Group(var group) ->
                new Client(
                        place,
                        id,
                        credential,
                        app,
                        work.groups().requireById(group).active(),
                        "",
                        products);
        };
    }

    private static Shown shown(Call call, Parameters form) {
        String authorization = call.header("Authorization").orElse("");
        if (authorization.isEmpty()) {
            return new Shown(
                    form.find("client_id").orElseThrow(Clients::missing),
                    form.find("client_secret").orElseThrow(Clients::missing));
        }
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw OAuthError.invalidClient("Clients show themselves by HTTP Basic or in the form");
        }
        if (form.find("client_secret").isPresent()) {
            throw OAuthError.invalidRequest("The client must show itself in one place only");
        }
        Shown shown = basic(authorization.substring(6).strip());
        if (form.find("client_id").filter(id -> !id.equals(shown.id)).isPresent()) {
            throw OAuthError.invalidRequest("The client must show itself in one place only");
        }
        return shown;
    }

    private static Shown basic(String encoded) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
        } catch (IllegalArgumentException _) {
            throw OAuthError.invalidClient("HTTP Basic needs id and secret in Base64");
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw OAuthError.invalidClient("HTTP Basic needs id and secret in Base64");
        }
        return new Shown(Parameters.decoded(pair.substring(0, colon)), Parameters.decoded(pair.substring(colon + 1)));
    }

    private static OAuthError missing() {
        return OAuthError.invalidClient("Client id and secret are needed");
    }

    private record Shown(String id, String secret) {
        @Override
        public String toString() {
            return "Shown";
        }
    }
}
