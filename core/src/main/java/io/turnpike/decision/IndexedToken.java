package io.turnpike.decision;

import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.SealedText;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An access token with what a decision needs of it. Immutable. Ids and digests are kept as bits, since there are
/// many of these.
///
/// @param keyHigh first half of the digest of the key that it belongs to
/// @param credentialHigh first half of the credential's id; 0 in both halves where any credential under that key is
///     meant
/// @param notBefore milliseconds since the epoch
/// @param expiresAt milliseconds since the epoch; from then on it is refused
/// @param digest of its text, by which records name it
/// @param client the consumer key of the client that it was issued to; null where that is gone
public record IndexedToken(
        long keyHigh,
        long keyLow,
        long credentialHigh,
        long credentialLow,
        long notBefore,
        long expiresAt,
        List<String> scopes,
        Use use,
        KeyDigest digest,
        @Nullable SealedText client) {
    /// Whether it belongs to a key, and not to one that was deleted and came back.
    boolean isOf(IndexedKey key) {
        UUID credential = key.credential();
        return (credentialHigh == 0 && credentialLow == 0)
                || (credential.getMostSignificantBits() == credentialHigh
                        && credential.getLeastSignificantBits() == credentialLow);
    }

    public IndexedToken revoked() {
        return new IndexedToken(
                keyHigh,
                keyLow,
                credentialHigh,
                credentialLow,
                notBefore,
                expiresAt,
                scopes,
                Use.REVOKED,
                digest,
                client);
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
