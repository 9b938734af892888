package io.turnpike.oauth.token;

import io.turnpike.access.Permission;
import io.turnpike.http.Call;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.model.AccessToken;
import io.turnpike.model.Status;
import io.turnpike.oauth.endpoint.Answers;
import io.turnpike.oauth.endpoint.Client;
import io.turnpike.oauth.endpoint.Clients;
import io.turnpike.oauth.endpoint.Endpoints;
import io.turnpike.oauth.endpoint.Parameters;
import io.turnpike.oauth.endpoint.Place;
import io.turnpike.oauth.endpoint.Places;
import io.turnpike.oauth.endpoint.TokenSettings;
import io.turnpike.oauth.endpoint.Writing;
import io.turnpike.oauth.jwt.Denials;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// `/.turnpike/{env}/oauth/revoke` (RFC 7009): ends a token of the client's own, and with a refresh token all that came
/// from the same consent. Of other tokens nothing is told, and nothing done.
public final class RevocationResource {
    private final Clients clients;
    private final Writing writing;
    private final Vault vault;
    private final Clock clock;
    private final Finder finder;

    public RevocationResource(Clients clients, Writing writing, Vault vault, Clock clock) {
        this.clients = clients;
        this.writing = writing;
        this.vault = vault;
        this.clock = clock;
        this.finder = new Finder(vault);
    }

    public List<Route> routes(Endpoints endpoints) {
        return List.of(new Route("POST", Places.ROOT + "/oauth/revoke", Permission.NONE, endpoints.of(this::revoke)));
    }

    private Reply revoke(Call call, Place place, TokenSettings settings) {
        var form = Parameters.ofForm(call);
        var client = clients.authenticated(call, place, form);
        String token = form.require("token");
        Instant now = clock.instant();
        writing.write(place, work -> {
            finder.find(work, place, token, now)
                    .filter(found -> found.client().equals(client.stored()))
                    .ifPresent(found -> end(work, client, settings, found, now));
            return work;
        });
        return Answers.unkept(Reply.empty(200));
    }

    private void end(Work work, Client client, TokenSettings settings, Found found, Instant now) {
        switch (found) {
            case Found.Opaque(AccessToken token) -> work.accessTokens().put(token.revoked());
            case Found.Refresh(var authorization) -> new Families(vault).end(work, authorization, settings, now);
            case Found.Signed signed ->
                work.accessTokens()
                        .put(new AccessToken(
                                Denials.ofToken(
                                        vault,
                                        client.place().environment().id(),
                                        signed.claims().id()),
                                vault.id(),
                                client.stored(),
                                null,
                                signed.scopes(),
                                signed.claims().issuedAt(),
                                signed.expiresAt(),
                                Status.REVOKED));
        }
    }
}
