package io.turnpike.model;

import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.SealedText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A key of an app with the products that it was granted. Neither key nor secret stands here in clear.
///
/// @param digest what the gateway finds the key by; unique in the organization
/// @param key the key encrypted, so that Apigee's clients can read it back
/// @param status `APPROVED` or `REVOKED`
/// @param expiresAt null means never; from this instant on the key is refused
/// @param grants in the order in which they were made; the gateway tries them in this order
public record Credential(
        UUID id,
        UUID organization,
        UUID app,
        KeyDigest digest,
        SealedText key,
        SealedText secret,
        Status status,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        List<String> scopes,
        Attributes attributes,
        List<Grant> grants) {
    private static final Pattern KEY_OR_SECRET = Pattern.compile("[A-Za-z0-9_-]{1,2048}");

    public Credential {
        scopes = scopes.stream().filter(scope -> !scope.isEmpty()).distinct().toList();
        grants = List.copyOf(grants);
    }

    /// Whether `text` may be a consumer key or its secret. Nothing here repeats it.
    ///
    /// Source: management-api 1.6.
    public static boolean isKeyOrSecret(String text) {
        return KEY_OR_SECRET.matcher(text).matches();
    }

    public Optional<Grant> grant(UUID product) {
        return grants.stream().filter(grant -> grant.product().equals(product)).findFirst();
    }

    public Credential withStatus(Status changed) {
        return new Credential(
                id, organization, app, digest, key, secret, changed, issuedAt, expiresAt, scopes, attributes, grants);
    }

    public Credential withScopes(List<String> changed) {
        return new Credential(
                id, organization, app, digest, key, secret, status, issuedAt, expiresAt, changed, attributes, grants);
    }

    public Credential withAttributes(Attributes changed) {
        return new Credential(
                id, organization, app, digest, key, secret, status, issuedAt, expiresAt, scopes, changed, grants);
    }

    public Credential withGrants(List<Grant> changed) {
        return new Credential(
                id, organization, app, digest, key, secret, status, issuedAt, expiresAt, scopes, attributes, changed);
    }
}
