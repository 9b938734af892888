package io.turnpike.oauth.token;

import io.turnpike.model.AccessToken;
import io.turnpike.model.Authorization;
import io.turnpike.model.OAuthClient;
import io.turnpike.model.Status;
import io.turnpike.oauth.endpoint.Place;
import io.turnpike.oauth.jwt.Denials;
import io.turnpike.oauth.jwt.OwnClaims;
import io.turnpike.oauth.jwt.OwnTokens;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.Ticket;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Work;
import java.time.Instant;
import java.util.Optional;

/// Finds what tokens are; a hint of their type is not needed (RFC 7009 2.1).
record Finder(Vault vault) {
    private static final int MAX_TOKEN = 8 * 1024;

    /// A token that is neither expired nor revoked.
    Optional<Found> find(Work work, Place place, String text, Instant now) {
        if (text.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        var found = text.indexOf('.') >= 0 ? signed(work, place, text) : stored(work, place, text);
        return found.filter(each -> now.isBefore(each.expiresAt()));
    }

    private Optional<Found> stored(Work work, Place place, String text) {
        var environment = place.environment().id();
        return work.accessTokens()
                .find(vault.digest(environment, text))
                .filter(token -> token.status() == Status.APPROVED)
                .<Found>map(Found.Opaque::new)
                .or(() -> Ticket.parse(text).flatMap(ticket -> refresh(work, place, ticket)));
    }

    private Optional<Found> refresh(Work work, Place place, Ticket ticket) {
        var environment = place.environment().id();
        return work.authorizations()
                .find(ticket.handleDigest(vault, environment))
                .filter(found -> found.state() == Authorization.State.LIVE
                        && ticket.secretDigest(vault, environment).equals(found.secret()))
                .map(Found.Refresh::new);
    }

    private Optional<Found> signed(Work work, Place place, String text) {
        return OwnTokens.read(place.environment().trust(), text)
                .filter(claims -> !isDenied(work, place, claims))
                .map(claims -> new Found.Signed(
                        new OAuthClient(
                                place.organization().id(),
                                place.environment().id(),
                                vault.digest(place.organization().id(), claims.client()),
                                claims.credential()),
                        claims));
    }

    private boolean isDenied(Work work, Place place, OwnClaims claims) {
        var environment = place.environment().id();
        String family = claims.family();
        return isNoted(work, Denials.ofToken(vault, environment, claims.id()))
                || (family != null && isNoted(work, Denials.ofFamily(vault, environment, family)));
    }

    private static boolean isNoted(Work work, KeyDigest digest) {
        return work.accessTokens().find(digest).map(AccessToken::status).isPresent();
    }
}
