package io.turnpike.oauth.authorize;

import io.turnpike.access.FailureLimit;
import io.turnpike.access.Permission;
import io.turnpike.http.Call;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.model.Authorization;
import io.turnpike.model.Authorization.State;
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
import io.turnpike.secret.Ticket;
import io.turnpike.secret.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// `/.turnpike/{env}/oauth/authorize`: notes what an app asks a person for, and sends the person to the environment's
/// login application (extensions 3). Nobody is sent anywhere before the app and its callback URL are known to be right.
public final class AuthorizeResource {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int MOST_A_MINUTE = 100;
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern CALLBACK =
            Pattern.compile("(?!(?i:javascript|data|vbscript):)[A-Za-z][A-Za-z0-9+.-]*:[!-\\[\\]-~&&[^#]]+");

    private final Clients clients;
    private final Writing writing;
    private final Vault vault;
    private final Clock clock;
    private final FailureLimit pace;

    public AuthorizeResource(Clients clients, Writing writing, Vault vault, Clock clock) {
        this.clients = clients;
        this.writing = writing;
        this.vault = vault;
        this.clock = clock;
        this.pace = new FailureLimit(clock, MOST_A_MINUTE);
    }

    public List<Route> routes(Endpoints endpoints) {
        return List.of(
                new Route("GET", Places.ROOT + "/oauth/authorize", Permission.NONE, endpoints.of(this::authorize)));
    }

    private Reply authorize(Call call, Place place, TokenSettings settings) {
        var query = Parameters.ofQuery(call);
        String id = query.require("client_id");
        pace.begin(List.of(id + " " + place.address()));
        Client client = clients.good(place, id).orElseThrow(() -> OAuthError.invalidRequest("The client is not known"));
        Authorization.Terms asked = terms(client, place, query);
        try {
            return redirect(login(client, asked, query, settings));
        } catch (OAuthError error) {
            return redirect(asked.answer("error", error.code()));
        }
    }

    /// What is asked for, as far as it can be told of a bad request where it belongs.
    private static Authorization.Terms terms(Client client, Place place, Parameters query) {
        String registered = client.app().details().callbackUrl();
        if (registered == null || !CALLBACK.matcher(registered).matches()) {
            throw OAuthError.invalidRequest("The app has no callback URL");
        }
        var named = query.find("redirect_uri");
        if (named.isPresent() && !named.get().equals(registered)) {
            throw OAuthError.invalidRequest("redirect_uri is not the callback URL of the app");
        }
        return new Authorization.Terms(
                registered,
                named.isPresent(),
                place.issuer(),
                query.find("state").orElse(null),
                "",
                List.of(),
                "",
                new LinkedHashMap<>(),
                0);
    }

    /// @return where the person is asked
    private String login(Client client, Authorization.Terms asked, Parameters query, TokenSettings settings) {
        if (!query.require("response_type").equals("code")
                || settings.loginUrl().isEmpty()) {
            throw new OAuthError(400, "unsupported_response_type", "Only codes are given, and not everywhere");
        }
        String challenge = query.require("code_challenge");
        if (!query.require("code_challenge_method").equals("S256")
                || !CHALLENGE.matcher(challenge).matches()) {
            throw OAuthError.invalidRequest("PKCE with S256 is needed");
        }
        List<String> scopes = client.granted(query.find("scope").orElse(""));
        String handle = Ticket.made().handle();
        var environment = client.place().environment().id();
        var requested = new Authorization(
                UUID.randomUUID(),
                client.stored(),
                Ticket.handleDigest(vault, environment, handle),
                null,
                vault.id(),
                State.REQUESTED,
                clock.instant().plus(LIFETIME),
                asked.asking(challenge, scopes));
        writing.write(client.place(), work -> {
            work.authorizations().insert(requested);
            return work;
        });
        String login = settings.loginUrl().get();
        return login + (login.indexOf('?') < 0 ? '?' : '&') + "request=" + handle;
    }

    private static Reply redirect(String url) {
        return Answers.unkept(Reply.empty(302)).with("Location", url).with("Referrer-Policy", "no-referrer");
    }
}
