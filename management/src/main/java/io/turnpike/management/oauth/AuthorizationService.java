package io.turnpike.management.oauth;

import io.turnpike.access.Caller;
import io.turnpike.model.App;
import io.turnpike.model.Authorization;
import io.turnpike.model.Authorization.State;
import io.turnpike.model.Environment;
import io.turnpike.model.Grant;
import io.turnpike.model.Scopes;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Ticket;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// What becomes of requests of apps to act for people. Each is answered once, within ten minutes.
final class AuthorizationService {
    private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    private final Storage storage;
    private final Vault vault;
    private final Clock clock;

    AuthorizationService(Storage storage, Vault vault, Clock clock) {
        this.storage = storage;
        this.vault = vault;
        this.clock = clock;
    }

    Asked get(Request request) {
        return storage.read(work -> require(work, request));
    }

    /// @return where the person is sent, with a code
    /// @throws Refused with `InvalidScopes` for more than was asked for, or than the app may have by now (T1 to T3)
    String approve(Caller caller, Request request, Consent consent) {
        Ticket code = Ticket.made();
        return storage.write(caller, work -> {
            Authorization asked = require(work, request).authorization();
            List<String> allowed = allowed(work, asked);
            List<String> granted = consent.isNarrowed() ? consent.scopes() : allowed;
            if (!allowed.containsAll(granted)) {
                throw new Refused(new Problem.InvalidScopes(allowed));
            }
            var environment = asked.client().environment();
            var agreed = asked.with(
                    code.handleDigest(vault, environment),
                    code.secretDigest(vault, environment),
                    State.CODE,
                    clock.instant().plus(CODE_LIFETIME),
                    asked.terms().agreed(granted, consent.subject(), consent.attributes()));
            work.authorizations().update(agreed);
            return agreed.terms().answer("code", code.text());
        });
    }

    /// @return where the person is sent, with the refusal
    String deny(Caller caller, Request request) {
        return storage.write(caller, work -> {
            Authorization asked = require(work, request).authorization();
            work.authorizations().update(asked.ended());
            return asked.terms().answer("error", "access_denied");
        });
    }

    private Asked require(Work work, Request request) {
        Environment environment = work.environments()
                .require(work.organizations().require(request.organization()).id(), request.environment());
        return work.authorizations()
                .find(Ticket.handleDigest(vault, environment.id(), request.id()))
                .filter(found -> found.state() == State.REQUESTED && !found.isExpired(clock.instant()))
                .flatMap(found -> work.credentials()
                        .find(environment.organization(), found.client().key())
                        .flatMap(credential -> work.apps().findById(environment.organization(), credential.app()))
                        .map(app -> new Asked(found, app)))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.AUTHORIZATION, "****")));
    }

    private static List<String> allowed(Work work, Authorization asked) {
        var client = asked.client();
        var credential =
                work.credentials().find(client.organization(), client.key()).orElseThrow();
        var products = work.products()
                .byIds(credential.grants().stream().map(Grant::product).toList(), _ -> {});
        List<String> grantable = Scopes.grantable(credential, products);
        return asked.terms().scopes().stream().filter(grantable::contains).toList();
    }

    /// Which request is meant.
    ///
    /// @param id random, and good once
    record Request(String organization, String environment, String id) {
        @Override
        public String toString() {
            return "Request[" + organization + ", " + environment + "]";
        }
    }

    record Asked(Authorization authorization, App app) {}
}
