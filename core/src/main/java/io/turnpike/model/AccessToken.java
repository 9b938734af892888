package io.turnpike.model;

import io.turnpike.secret.KeyDigest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An access token that was issued here, or the note that one which is stored nowhere, or all of a family, is
/// revoked.
///
/// @param digest what it is found by; the token itself is stored nowhere
/// @param masterKey id of the master key that the digest was made under
/// @param family id of the authorization that it came from; null without one
/// @param status `APPROVED` or `REVOKED`
public record AccessToken(
        KeyDigest digest,
        String masterKey,
        OAuthClient client,
        @Nullable UUID family,
        List<String> scopes,
        Instant issuedAt,
        Instant expiresAt,
        Status status) {
    public AccessToken {
        scopes = List.copyOf(scopes);
    }

    public AccessToken revoked() {
        return new AccessToken(digest, masterKey, client, family, scopes, issuedAt, expiresAt, Status.REVOKED);
    }
}
