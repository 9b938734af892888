package io.turnpike.oauth.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.turnpike.decision.HostedEnvironment;
import io.turnpike.decision.IndexedToken;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.TokenVerifier;
import io.turnpike.decision.Verification;
import io.turnpike.model.Issuer;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.Vault;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Checks signed tokens: those of the environment itself, and those of the issuers that it trusts (runtime 6.4).
/// Signatures are costly: few are checked at a time, and few calls wait for it.
public final class JwtVerifier implements TokenVerifier, AutoCloseable {
    private static final int MAX_TOKEN = 8 * 1024;
    private static final int MAX_WAITING = 1024;
    private static final long LINGER_SECONDS = 30;

    private final Vault vault;
    private final InstantSource clock;
    private final KeySources sources;
    private final BadTokens bad;
    private final ThreadPoolExecutor threads;

    public JwtVerifier(Vault vault, InstantSource clock, KeySources sources) {
        this.vault = vault;
        this.clock = clock;
        this.sources = sources;
        this.bad = new BadTokens(clock, Duration.ofSeconds(10));
        int processors = Runtime.getRuntime().availableProcessors();
        this.threads = new ThreadPoolExecutor(
                processors,
                processors,
                LINGER_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().name("tokens-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletableFuture<Verification> verify(HostedEnvironment place, String token) {
        if (token.length() > MAX_TOKEN) {
            return CompletableFuture.completedFuture(new Verification.Bad(Refusal.MALFORMED_TOKEN));
        }
        Optional<Refusal> known = bad.find(place.environment(), token);
        return known.isPresent()
                ? CompletableFuture.completedFuture(new Verification.Bad(known.get()))
                : CompletableFuture.completedFuture(token).thenComposeAsync(text -> checked(place, text), threads);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private CompletableFuture<Verification> checked(HostedEnvironment place, String text) {
        SignedJWT token;
        JWTClaimsSet claims;
        try {
            token = SignedJWT.parse(text); // refuses `none`
            claims = token.getJWTClaimsSet();
        } catch (ParseException | IllegalArgumentException _) {
            return CompletableFuture.completedFuture(new Verification.Bad(Refusal.MALFORMED_TOKEN));
        }
        Optional<Issuer> issuer = place.environment().trust().issuers().stream()
                .filter(each -> each.issuer().equals(claims.getIssuer()))
                .findFirst();
        return issuer.isPresent()
                ? external(place, issuer.get(), token, text)
                : CompletableFuture.completedFuture(own(place, token, text));
    }

    private Verification own(HostedEnvironment place, SignedJWT token, String text) {
        return OwnTokens.read(place.environment().trust(), token)
                .<Verification>map(claims -> good(place, claims, text))
                .orElseGet(() -> {
                    boolean isOurs = place.environment().trust().own().stream()
                            .anyMatch(key -> key.id().equals(token.getHeader().getKeyID()));
                    if (isOurs) {
                        bad.add(place.environment(), text, Refusal.UNKNOWN_TOKEN);
                    }
                    return new Verification.Bad(Refusal.UNKNOWN_TOKEN);
                });
    }

    private Verification good(HostedEnvironment place, OwnClaims claims, String text) {
        var environment = place.environment().id();
        KeyDigest key = vault.digest(place.organization().id(), claims.client());
        String family = claims.family();
        return new Verification.Good(
                new IndexedToken(
                        key.high(),
                        key.low(),
                        claims.credential().getMostSignificantBits(),
                        claims.credential().getLeastSignificantBits(),
                        claims.issuedAt().toEpochMilli(),
                        claims.expiresAt().toEpochMilli(),
                        claims.scopes(),
                        IndexedToken.Use.OWN,
                        vault.digest(environment, text),
                        vault.seal(claims.client())),
                Denials.ofToken(vault, environment, claims.id()),
                family == null ? null : Denials.ofFamily(vault, environment, family));
    }

    private CompletableFuture<Verification> external(
            HostedEnvironment place, Issuer issuer, SignedJWT token, String text) {
        var check = new ExternalToken(issuer, token);
        if (!check.isAllowedAlgorithm()) {
            return CompletableFuture.completedFuture(invalid());
        }
        KeySource source = sources.of(issuer);
        return source.keys()
                .thenCompose(
                        keys -> check.hasKeyIn(keys) ? CompletableFuture.completedFuture(keys) : source.refreshed())
                .thenApplyAsync(
                        keys -> {
                            if (!check.hasKeyIn(keys)) {
                                return invalid(); // not remembered: its key may be published by the next call
                            }
                            if (!check.isSignedBy(keys)) {
                                bad.add(place.environment(), text, Refusal.INVALID_JWT);
                                return invalid();
                            }
                            return check.read(vault, place, clock.instant());
                        },
                        threads);
    }

    private static Verification invalid() {
        return new Verification.Bad(Refusal.INVALID_JWT);
    }
}
