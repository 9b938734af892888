package io.turnpike.oauth.jwt;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a token of an environment's own says.
///
/// @param id of the token
/// @param family id of the authorization that it came from; null without one
/// @param client the consumer key
/// @param subject for whom it acts: a person, else the client
public record OwnClaims(
        String id,
        @Nullable String family,
        String client,
        UUID credential,
        List<String> scopes,
        String subject,
        Instant issuedAt,
        Instant expiresAt) {
    /// Holds a key.
    @Override
    public String toString() {
        return "OwnClaims[" + id + "]";
    }
}
