package io.turnpike.gateway.admission;

import io.turnpike.decision.FoundToken;
import io.turnpike.decision.HostedEnvironment;
import io.turnpike.decision.IndexedToken;
import io.turnpike.decision.KeyIndex;
import io.turnpike.decision.TokenIndex;
import io.turnpike.decision.Trust;
import io.turnpike.decision.Verification;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.KeyDigester;
import io.turnpike.secret.Vault;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds tokens without hashing or verifying one again that was found good lately (ruling 16). Whether a token is
/// revoked, and the state of its key, are read on each call. Each loop has its own.
final class TokenCache {
    /// Nothing longer is looked at.
    private static final int MAX_TOKEN = 8 * 1024;

    /// Signed ones are larger, and seldom many at a time.
    private static final int OPAQUE_FOR_EACH_SIGNED = 4;

    /// After so long a signature is checked again, for its key may be withdrawn by then.
    private static final long MAX_AGE_MILLIS = Duration.ofMinutes(10).toMillis();

    private final KeyDigester digester;
    private final Enforced enforced;
    private final TextCache<KeyDigest> opaque;
    private final TextCache<Verified> signed;

    /// @param slots for opaque tokens, a power of two
    TokenCache(Vault vault, Enforced enforced, int slots, long seed) {
        this.digester = vault.digester();
        this.enforced = enforced;
        this.opaque = new TextCache<>(slots, seed);
        this.signed = new TextCache<>(Math.max(1, slots / OPAQUE_FOR_EACH_SIGNED), seed);
    }

    /// @param now milliseconds since the epoch
    FoundToken find(HostedEnvironment place, String token, long now) {
        if (token.length() > MAX_TOKEN) {
            return FoundToken.MALFORMED;
        }
        return token.indexOf('.') < 0 ? findOpaque(place.environment().id(), token) : findSigned(place, token, now);
    }

    /// What is found now that a token was verified.
    ///
    /// @param trust what it was verified by
    FoundToken found(HostedEnvironment place, String token, Trust trust, Verification verification, long now) {
        return switch (verification) {
            case Verification.Bad(var refusal) -> FoundToken.refused(refusal);
            case Verification.Good good -> {
                signed.put(place.environment().id(), token, new Verified(good, trust, now + MAX_AGE_MILLIS));
                yield current(good);
            }
        };
    }

    private FoundToken findOpaque(UUID environment, String token) {
        KeyDigest known = opaque.find(environment, token);
        KeyDigest digest = known == null ? digester.digest(environment, token) : known;
        IndexedToken found = tokens().find(digest);
        if (found == null) {
            return FoundToken.UNKNOWN;
        }
        if (known == null) {
            opaque.put(environment, token, digest);
        }
        return FoundToken.of(found, keys());
    }

    private FoundToken findSigned(HostedEnvironment place, String token, long now) {
        Trust trust = place.environment().trust();
        if (trust.own().isEmpty() && trust.issuers().isEmpty()) {
            return FoundToken.UNKNOWN;
        }
        Verified verified = signed.find(place.environment().id(), token);
        return verified == null || !verified.trust.equals(trust) || now >= verified.until
                ? FoundToken.UNVERIFIED
                : current(verified.good);
    }

    private FoundToken current(Verification.Good good) {
        boolean isRevoked = isNoted(good.id()) || isNoted(good.family());
        return FoundToken.of(isRevoked ? good.token().revoked() : good.token(), keys());
    }

    private boolean isNoted(@Nullable KeyDigest id) {
        return id != null && tokens().find(id) != null;
    }

    private TokenIndex tokens() {
        return enforced.tokens().get();
    }

    private KeyIndex keys() {
        return enforced.keys().get();
    }

    /// @param until milliseconds since the epoch
    private record Verified(Verification.Good good, Trust trust, long until) {}
}
