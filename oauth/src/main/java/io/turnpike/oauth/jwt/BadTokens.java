package io.turnpike.oauth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.decision.EnforcedEnvironment;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.Trust;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Tokens whose signature was wrong a moment ago, so that sending one again and again costs no signature each time
/// (J6). Forgets what was found under issuers that are others now. Safe for use by many threads.
final class BadTokens {
    private static final int MAX = 10_000;

    private final InstantSource clock;
    private final Duration kept;
    private final Map<String, Seen> entries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MAX;
        }
    };

    BadTokens(InstantSource clock, Duration kept) {
        this.clock = clock;
        this.kept = kept;
    }

    Optional<Refusal> find(EnforcedEnvironment environment, String token) {
        String digest = digest(environment, token);
        synchronized (this) {
            Seen entry = entries.get(digest);
            return entry != null
                            && entry.trust.equals(environment.trust())
                            && clock.instant().isBefore(entry.until)
                    ? Optional.of(entry.refusal)
                    : Optional.empty();
        }
    }

    void add(EnforcedEnvironment environment, String token, Refusal refusal) {
        String digest = digest(environment, token);
        Seen entry = new Seen(refusal, environment.trust(), clock.instant().plus(kept));
        synchronized (this) {
            entries.remove(digest);
            entries.put(digest, entry);
        }
    }

    private static String digest(EnforcedEnvironment environment, String token) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(environment.id().toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    private record Seen(Refusal refusal, Trust trust, Instant until) {}
}
