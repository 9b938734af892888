package io.turnpike.oauth.token;

import io.turnpike.access.Access;
import io.turnpike.access.Permission;
import io.turnpike.http.Authenticator;
import io.turnpike.http.Call;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.model.Status;
import io.turnpike.oauth.endpoint.Answers;
import io.turnpike.oauth.endpoint.Clients;
import io.turnpike.oauth.endpoint.Endpoints;
import io.turnpike.oauth.endpoint.OAuthError;
import io.turnpike.oauth.endpoint.Parameters;
import io.turnpike.oauth.endpoint.Place;
import io.turnpike.oauth.endpoint.Places;
import io.turnpike.oauth.endpoint.TokenSettings;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.EnforcedKey;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// `/.turnpike/{env}/oauth/introspect` (RFC 7662): a client hears of its own tokens, an operator's service account of
/// all of the environment; of any other token all hear that it is not active.
public final class IntrospectionResource {
    private static final Map<String, Object> INACTIVE = Map.of("active", false);

    private final Clients clients;
    private final Authenticator operators;
    private final Storage storage;
    private final Vault vault;
    private final Clock clock;
    private final Finder finder;

    /// @param operators tells the service accounts of the management port
    public IntrospectionResource(Clients clients, Authenticator operators, Storage storage, Vault vault, Clock clock) {
        this.clients = clients;
        this.operators = operators;
        this.storage = storage;
        this.vault = vault;
        this.clock = clock;
        this.finder = new Finder(vault);
    }

    public List<Route> routes(Endpoints endpoints) {
        return List.of(
                new Route("POST", Places.ROOT + "/oauth/introspect", Permission.NONE, endpoints.of(this::introspect)));
    }

    private Reply introspect(Call call, Place place, TokenSettings settings) {
        var form = Parameters.ofForm(call);
        var mayHear = mayHear(call, place, form);
        String token = form.require("token");
        Instant now = clock.instant();
        return Answers.ok(storage.read(work -> finder.find(work, place, token, now)
                .filter(mayHear)
                .flatMap(found -> work.credentials()
                        .enforced(found.client().organization(), found.client().key())
                        .filter(key -> isGood(key, found, now))
                        .map(_ -> members(work, found)))
                .orElse(INACTIVE)));
    }

    private Predicate<Found> mayHear(Call call, Place place, Parameters form) {
        String authorization = call.header("Authorization").orElse("");
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            requireOperator(authorization, place);
            return _ -> true;
        }
        var client = clients.authenticated(call, place, form).stored();
        return found -> found.client().equals(client);
    }

    private void requireOperator(String authorization, Place place) {
        try {
            var access = new Access(
                    Permission.ENVIRONMENT_WRITE,
                    place.organization().name(),
                    "POST",
                    List.of("environments", place.environment().name()));
            if (!operators.authenticate(authorization, place.address()).may(access)) {
                throw OAuthError.invalidClient("The service account may not see tokens here");
            }
        } catch (Refused refused) {
            if (refused.problem() instanceof Problem.Unauthenticated) {
                throw OAuthError.invalidClient("The service account is not known");
            }
            throw refused;
        }
    }

    private static boolean isGood(EnforcedKey key, Found found, Instant now) {
        return key.credential().equals(found.client().credential())
                && key.status() == Status.APPROVED
                && now.toEpochMilli() < key.expiresAt()
                && key.appStatus() == Status.APPROVED
                && key.ownerActive();
    }

    private Map<String, Object> members(Work work, Found found) {
        var members = new LinkedHashMap<String, Object>();
        members.put("active", true);
        members.put("scope", String.join(" ", found.scopes()));
        work.credentials()
                .find(found.client().organization(), found.client().key())
                .ifPresent(credential -> members.put("client_id", vault.open(credential.key())));
        members.put("exp", found.expiresAt().getEpochSecond());
        switch (found) {
            case Found.Opaque(var token) -> {
                members.put("token_type", "Bearer");
                members.put("iat", token.issuedAt().getEpochSecond());
            }
            case Found.Signed signed -> {
                var claims = signed.claims();
                members.put("token_type", "Bearer");
                members.put("iat", claims.issuedAt().getEpochSecond());
                members.put("sub", claims.subject());
                members.put("jti", claims.id());
            }
            case Found.Refresh(var authorization) -> {
                members.put("token_type", "refresh_token");
                members.put("sub", authorization.terms().subject());
            }
        }
        return members;
    }
}
