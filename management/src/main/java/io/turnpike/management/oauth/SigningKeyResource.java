package io.turnpike.management.oauth;

import static io.turnpike.access.Permission.ENVIRONMENT_READ;
import static io.turnpike.access.Permission.ENVIRONMENT_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Rfc3339;
import io.turnpike.model.Environment;
import io.turnpike.model.SigningKey;
import io.turnpike.model.SigningKey.Algorithm;
import io.turnpike.problem.Kind;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/v1/organizations/{org}/environments/{env}/signingkeys`: what an environment's signed tokens are signed with. The
/// keys themselves are never shown here; their public halves stand in `jwks.json`.
public final class SigningKeyResource {
    private static final String ALL = "/v1/organizations/{org}/environments/{env}/signingkeys";

    private final Storage storage;
    private final Vault vault;
    private final Clock clock;

    public SigningKeyResource(Storage storage, Vault vault, Clock clock) {
        this.storage = storage;
        this.vault = vault;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", ALL, ENVIRONMENT_READ, this::list)
                        .describedAs(new Description("Lists signing keys, the newest first", "", "SigningKeys")),
                new Route("POST", ALL + ":rotate", ENVIRONMENT_WRITE, this::rotate)
                        .describedAs(new Description("Makes a signing key", "SigningKeyRotation", "SigningKey")));
    }

    private Reply list(Call call) {
        var keys = storage.read(
                work -> work.signingKeys().list(environment(work, call).id()).stream()
                        .map(SigningKeyResource::written)
                        .toList());
        return Reply.json(200, Map.of("items", keys, "total", keys.size()));
    }

    /// Earlier keys stay good for tokens that they signed, unless they are to be revoked with all of these.
    private Reply rotate(Call call) {
        var sent = call.hasBody() ? Fields.of(call, Kind.SIGNING_KEY) : Fields.none(Kind.SIGNING_KEY);
        var body = sent.onlyKnown(Set.of("algorithm", "revoke"));
        var algorithm = body.choice("algorithm", Algorithm.class);
        boolean revokes = body.flag("revoke").orElse(false);
        Environment environment = storage.read(work -> environment(work, call));
        Algorithm wanted = algorithm.orElseGet(() -> newest(environment));
        var made = SigningKey.made(
                vault, environment.organization(), environment.id(), wanted, clock.instant()); // takes long
        storage.write(call.caller(), work -> {
            var former = work.signingKeys().list(environment.id());
            work.signingKeys().insert(made);
            if (revokes) {
                former.forEach(work.signingKeys()::delete);
            }
            return made;
        });
        return Reply.json(200, written(made));
    }

    private Algorithm newest(Environment environment) {
        return storage.read(work -> work.signingKeys().list(environment.id())).stream()
                .map(key -> key.shown().algorithm())
                .findFirst()
                .orElse(Algorithm.RS256);
    }

    private static Environment environment(Work work, Call call) {
        return work.environments()
                .require(work.organizations().require(call.path("org")).id(), call.path("env"));
    }

    private static Map<String, Object> written(SigningKey key) {
        var members = new LinkedHashMap<String, Object>();
        members.put("kid", key.shown().id());
        members.put("algorithm", key.shown().algorithm().name());
        members.put("createdAt", Rfc3339.text(key.createdAt()));
        return members;
    }
}
