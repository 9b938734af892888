package io.turnpike.decision;

import java.util.List;
import java.util.UUID;

/// An access token with what a decision needs of it. Immutable. Ids and digests are kept as bits, since there are
/// many of these.
///
/// @param keyHigh first half of the digest of the key that it belongs to
/// @param credentialHigh first half of the credential's id; 0 in both halves where any credential under that key is
///     meant
/// @param notBefore milliseconds since the epoch
/// @param expiresAt milliseconds since the epoch; from then on it is refused
public record IndexedToken(
        long keyHigh,
        long keyLow,
        long credentialHigh,
        long credentialLow,
        long notBefore,
        long expiresAt,
        List<String> scopes,
        Use use) {
    /// Whether it belongs to a key, and not to one that was deleted and came back.
    boolean isOf(IndexedKey key) {
        UUID credential = key.credential();
        return (credentialHigh == 0 && credentialLow == 0)
                || (credential.getMostSignificantBits() == credentialHigh
                        && credential.getLeastSignificantBits() == credentialLow);
    }

    /// Names nobody.
    @Override
    public String toString() {
        return "IndexedToken[" + use + ", until " + expiresAt + "]";
    }

    /// What a token is good for.
    public enum Use {
        /// Issued here.
        OWN,
        /// Issued here, and revoked.
        REVOKED,
        /// Issued by another issuer.
        EXTERNAL,
        /// Issued by another issuer, and stands for the key that it names (runtime C4).
        AS_KEY
    }
}
