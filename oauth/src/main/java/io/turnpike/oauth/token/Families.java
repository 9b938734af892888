package io.turnpike.oauth.token;

import io.turnpike.model.AccessToken;
import io.turnpike.model.Authorization;
import io.turnpike.model.Status;
import io.turnpike.oauth.endpoint.TokenSettings;
import io.turnpike.oauth.jwt.Denials;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Ends all that came from an authorization.
record Families(Vault vault) {
    void end(Work work, Authorization authorization, TokenSettings settings, Instant now) {
        work.authorizations().update(authorization.ended());
        work.accessTokens().ofFamily(authorization.id()).stream()
                .filter(token -> token.status() == Status.APPROVED)
                .forEach(token -> work.accessTokens().put(token.revoked()));
        var environment = authorization.client().environment();
        work.accessTokens()
                .put(new AccessToken(
                        Denials.ofFamily(vault, environment, authorization.id().toString()),
                        vault.id(),
                        authorization.client(),
                        null,
                        List.of(),
                        now,
                        now.plus(longest(settings)),
                        Status.REVOKED));
    }

    /// No signed token lives longer, whatever the lifetime was when it was made.
    private static Duration longest(TokenSettings settings) {
        return settings.lifetime().compareTo(settings.refreshLifetime()) > 0
                ? settings.lifetime()
                : settings.refreshLifetime();
    }
}
