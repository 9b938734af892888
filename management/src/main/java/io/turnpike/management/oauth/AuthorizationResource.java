package io.turnpike.management.oauth;

import static io.turnpike.access.Permission.ENVIRONMENT_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Rfc3339;
import io.turnpike.problem.Kind;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/v1/organizations/{org}/environments/{env}/authorizations/{key}`: where the login application tells what a person
/// said (extensions 3). The request's id is masked wherever the path is shown.
public final class AuthorizationResource {
    private static final String ONE = "/v1/organizations/{org}/environments/{env}/authorizations/{key}";

    private final AuthorizationService authorizations;

    public AuthorizationResource(Storage storage, Vault vault, Clock clock) {
        this.authorizations = new AuthorizationService(storage, vault, clock);
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", ONE, ENVIRONMENT_WRITE, this::get)
                        .describedAs(
                                new Description("Reads what an app asks a person for", "", "AuthorizationRequest")),
                new Route("POST", ONE + ":approve", ENVIRONMENT_WRITE, this::approve)
                        .describedAs(new Description(
                                "Tells that a person agreed", "AuthorizationConsent", "AuthorizationAnswer")),
                new Route("POST", ONE + ":deny", ENVIRONMENT_WRITE, this::deny)
                        .describedAs(new Description("Tells that a person refused", "", "AuthorizationAnswer")));
    }

    private Reply get(Call call) {
        var asked = authorizations.get(request(call));
        var members = new LinkedHashMap<String, Object>();
        members.put("app", asked.app().name());
        members.put("scopes", asked.authorization().terms().scopes());
        members.put("redirectUri", asked.authorization().terms().redirectUri());
        members.put("expiresAt", Rfc3339.text(asked.authorization().expiresAt()));
        return Reply.json(200, members);
    }

    private Reply approve(Call call) {
        var body = Fields.of(call, Kind.AUTHORIZATION).onlyKnown(Set.of("subject", "scopes", "attributes"));
        var consent =
                new Consent(body.text("subject"), body.has("scopes"), body.list("scopes"), body.texts("attributes"));
        return answer(authorizations.approve(call.caller(), request(call), consent));
    }

    private Reply deny(Call call) {
        return answer(authorizations.deny(call.caller(), request(call)));
    }

    private static AuthorizationService.Request request(Call call) {
        return new AuthorizationService.Request(call.path("org"), call.path("env"), call.path("key"));
    }

    /// Holds a code: nobody on the way may keep it.
    private static Reply answer(String url) {
        return Reply.json(200, Map.of("redirectUrl", url)).with("Cache-Control", "no-store");
    }
}
