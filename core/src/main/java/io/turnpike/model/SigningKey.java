package io.turnpike.model;

import io.turnpike.secret.SealedText;
import java.time.Instant;
import java.util.UUID;

/// What an environment signs its tokens with. The newest of an algorithm signs; older ones are kept while tokens
/// live that they signed.
///
/// @param shown what everyone may see of it
/// @param hidden the private half in PKCS #8 and Base64, sealed
public record SigningKey(UUID organization, UUID environment, Public shown, SealedText hidden, Instant createdAt) {
    /// The public half.
    ///
    /// @param id the `kid` of tokens
    /// @param key in X.509's form (SubjectPublicKeyInfo) and Base64
    public record Public(String id, Algorithm algorithm, String key) {}

    /// What tokens may be signed with.
    public enum Algorithm {
        RS256,
        ES256
    }
}
