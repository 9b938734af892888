package io.turnpike.oauth.token;

import io.turnpike.access.Permission;
import io.turnpike.http.Call;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.oauth.endpoint.Answers;
import io.turnpike.oauth.endpoint.Client;
import io.turnpike.oauth.endpoint.Clients;
import io.turnpike.oauth.endpoint.Endpoints;
import io.turnpike.oauth.endpoint.OAuthError;
import io.turnpike.oauth.endpoint.Parameters;
import io.turnpike.oauth.endpoint.Place;
import io.turnpike.oauth.endpoint.Places;
import io.turnpike.oauth.endpoint.TokenSettings;
import io.turnpike.oauth.endpoint.Writing;
import io.turnpike.oauth.jwt.Signers;
import io.turnpike.secret.Vault;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// `/.turnpike/{env}/oauth/token` (runtime 6.1)
public final class TokenResource {
    private final Clients clients;
    private final Writing writing;
    private final Signers signers;
    private final Vault vault;
    private final Clock clock;
    private final AuthorizationGrants grants;

    public TokenResource(Clients clients, Writing writing, Signers signers, Vault vault, Clock clock) {
        this.clients = clients;
        this.writing = writing;
        this.signers = signers;
        this.vault = vault;
        this.clock = clock;
        this.grants = new AuthorizationGrants(writing, vault);
    }

    public List<Route> routes(Endpoints endpoints) {
        return List.of(new Route("POST", Places.ROOT + "/oauth/token", Permission.NONE, endpoints.of(this::token)));
    }

    private Reply token(Call call, Place place, TokenSettings settings) {
        var form = Parameters.ofForm(call);
        String grant = form.require("grant_type");
        if (!isSupported(grant, settings)) {
            throw new OAuthError(400, "unsupported_grant_type", "This grant type is not supported here");
        }
        var client = clients.authenticated(call, place, form);
        var signer = settings.signed() ? signers.of(place, settings) : null;
        var mint = new Mint(vault, settings, signer, clock.instant());
        return Answers.ok(
                switch (grant) {
                    case "authorization_code" -> grants.redeem(client, mint, form);
                    case "refresh_token" -> grants.refresh(client, mint, form);
                    default -> ofClient(client, mint, form.find("scope").orElse(""));
                });
    }

    private Map<String, Object> ofClient(Client client, Mint mint, String asked) {
        List<String> scopes = client.granted(asked);
        var token = writing.write(client.place(), work -> mint.token(work, client, scopes, null));
        return new TokenAnswer(client, mint.settings(), token).members();
    }

    private static boolean isSupported(String grant, TokenSettings settings) {
        return switch (grant) {
            case "client_credentials", "refresh_token" -> true;
            case "authorization_code" -> settings.loginUrl().isPresent();
            default -> false;
        };
    }
}
