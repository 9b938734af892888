package io.turnpike.oauth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.turnpike.decision.HostedEnvironment;
import io.turnpike.decision.IndexedToken;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.Verification;
import io.turnpike.model.Issuer;
import io.turnpike.model.Scopes;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.Vault;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/// A token of another issuer (runtime 6.4).
record ExternalToken(Issuer issuer, SignedJWT token) {
    private static final Duration SKEW = Duration.ofSeconds(10);
    /// Of keys that a token could be signed with when it names none, so many are tried.
    private static final int MAX_KEYS = 4;

    /// Neither `none` nor HMAC is ever among those that an issuer allows (J1).
    boolean isAllowedAlgorithm() {
        return issuer.algorithms().contains(token.getHeader().getAlgorithm().getName());
    }

    boolean hasKeyIn(JWKSet keys) {
        return !matching(keys).isEmpty();
    }

    boolean isSignedBy(JWKSet keys) {
        return matching(keys).stream().limit(MAX_KEYS).anyMatch(this::isSignedBy);
    }

    /// What the claims say, once the signature is good.
    ///
    /// @param place where the token was shown
    Verification read(Vault vault, HostedEnvironment place, Instant now) {
        try {
            return read(token.getJWTClaimsSet(), vault, place, now);
        } catch (ParseException _) {
            return invalid();
        }
    }

    private Verification read(JWTClaimsSet claims, Vault vault, HostedEnvironment place, Instant now)
            throws ParseException {
        Date expiresAt = claims.getExpirationTime();
        if (expiresAt == null || Collections.disjoint(claims.getAudience(), issuer.audiences())) {
            return invalid();
        }
        String key = issuer.apiKeyClaim().isEmpty() ? null : claims.getStringClaim(issuer.apiKeyClaim());
        Optional<String> client = key == null ? client(claims) : Optional.of(key);
        if (client.isEmpty()) {
            return invalid();
        }
        KeyDigest owner = vault.digest(place.organization().id(), client.get());
        var found = new IndexedToken(
                owner.high(),
                owner.low(),
                0,
                0,
                notBefore(claims).minus(SKEW).toEpochMilli(),
                expiresAt.toInstant().plus(SKEW).toEpochMilli(),
                scopes(claims),
                key == null ? IndexedToken.Use.EXTERNAL : IndexedToken.Use.AS_KEY,
                vault.digest(place.environment().id(), token.getParsedString()),
                vault.seal(client.get()));
        return now.toEpochMilli() < found.notBefore() || now.toEpochMilli() >= found.expiresAt()
                ? invalid()
                : new Verification.Good(found, null, null);
    }

    /// The first of the issuer's claims that the token has.
    private Optional<String> client(JWTClaimsSet claims) throws ParseException {
        for (String name : issuer.clientIdClaims()) {
            String client = claims.getStringClaim(name);
            if (client != null && !client.isEmpty()) {
                return Optional.of(client);
            }
        }
        return Optional.empty();
    }

    private static Instant notBefore(JWTClaimsSet claims) {
        Instant notBefore = Instant.EPOCH;
        for (Date date : new Date[] {claims.getNotBeforeTime(), claims.getIssueTime()}) {
            if (date != null && date.toInstant().isAfter(notBefore)) {
                notBefore = date.toInstant();
            }
        }
        return notBefore;
    }

    /// `scope` or `scp`, as a list with blanks or as an array.
    private static List<String> scopes(JWTClaimsSet claims) throws ParseException {
        List<String> scopes = new ArrayList<>();
        for (String name : List.of("scope", "scp")) {
            Object claim = claims.getClaim(name);
            if (claim instanceof String list) {
                scopes.addAll(Scopes.split(list));
            } else if (claim != null) {
                scopes.addAll(claims.getStringListClaim(name));
            }
        }
        return List.copyOf(scopes);
    }

    /// Those of the right type and curve that are meant for signatures, and have the token's `kid` if it names one.
    private List<JWK> matching(JWKSet keys) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(token.getHeader());
        return matcher == null ? List.of() : new JWKSelector(matcher).select(keys);
    }

    private boolean isSignedBy(JWK key) {
        try {
            return token.verify(verifier(key));
        } catch (JOSEException _) {
            return false;
        }
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            case ECKey ec -> new ECDSAVerifier(ec);
            default -> throw new JOSEException("a key of another type");
        };
    }

    private static Verification invalid() {
        return new Verification.Bad(Refusal.INVALID_JWT);
    }
}
