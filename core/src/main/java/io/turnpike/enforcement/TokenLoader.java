package io.turnpike.enforcement;

import io.turnpike.decision.IndexedToken;
import io.turnpike.decision.TokenIndex;
import io.turnpike.model.AccessToken;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.SealedText;
import io.turnpike.storage.EnforcedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Puts stored tokens into the index. Tokens with the same scopes share one list of them, and those of one client its
/// id.
final class TokenLoader {
    /// For so long an expired token is told from one that never was.
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final TokenIndex index = new TokenIndex();
    private final Shared<List<String>> scopes = new Shared<>();
    private final Shared<SealedText> clients = new Shared<>();

    TokenIndex index() {
        return index;
    }

    void put(EnforcedToken enforced) {
        AccessToken token = enforced.token();
        KeyDigest key = token.client().key();
        UUID credential = token.client().credential();
        index.put(
                token.digest(),
                new IndexedToken(
                        key.high(),
                        key.low(),
                        credential.getMostSignificantBits(),
                        credential.getLeastSignificantBits(),
                        Long.MIN_VALUE,
                        token.expiresAt().toEpochMilli(),
                        scopes.of(token.scopes()),
                        token.status() == Status.APPROVED ? IndexedToken.Use.OWN : IndexedToken.Use.REVOKED,
                        token.digest(),
                        enforced.client() == null ? null : clients.of(enforced.client())));
    }

    void remove(KeyDigest digest) {
        index.remove(digest);
    }

    void expire(Instant now) {
        index.expire(now.minus(KEPT).toEpochMilli());
    }
}
