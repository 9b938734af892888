package io.turnpike.oauth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.turnpike.decision.Trust;
import io.turnpike.model.Scopes;
import io.turnpike.model.SigningKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/// Reads signed tokens that an environment issued itself. Whether they are still wanted is not asked.
public final class OwnTokens {
    /// The type of our tokens (RFC 9068), which no other JWT has by accident.
    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    static final String CREDENTIAL = "credential";
    static final String FAMILY = "sid";
    static final String CLIENT = "client_id";
    static final String SCOPE = "scope";

    private OwnTokens() {}

    /// @param text a JWT of whatever origin
    /// @return empty unless a key of the environment signed it
    public static Optional<OwnClaims> read(Trust trust, String text) {
        try {
            return read(trust, SignedJWT.parse(text));
        } catch (ParseException _) {
            return Optional.empty();
        }
    }

    static Optional<OwnClaims> read(Trust trust, SignedJWT token) {
        var header = token.getHeader();
        return trust.own().stream()
                .filter(key -> key.id().equals(header.getKeyID())
                        && key.algorithm().name().equals(header.getAlgorithm().getName())
                        && TYPE.equals(header.getType()))
                .findFirst()
                .filter(key -> isSignedBy(key, token))
                .flatMap(_ -> claims(token));
    }

    private static boolean isSignedBy(SigningKey.Public key, SignedJWT token) {
        try {
            return token.verify(verifier(key.open()));
        } catch (JOSEException _) {
            return false;
        }
    }

    private static JWSVerifier verifier(PublicKey key) throws JOSEException {
        return key instanceof RSAPublicKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECPublicKey) key);
    }

    private static Optional<OwnClaims> claims(SignedJWT token) {
        try {
            JWTClaimsSet claims = token.getJWTClaimsSet();
            String credential = claims.getStringClaim(CREDENTIAL);
            String client = claims.getStringClaim(CLIENT);
            String scope = claims.getStringClaim(SCOPE);
            Date issuedAt = claims.getIssueTime();
            Date expiresAt = claims.getExpirationTime();
            if (credential == null || client == null || issuedAt == null || expiresAt == null) {
                return Optional.empty();
            }
            return Optional.of(new OwnClaims(
                    claims.getJWTID(),
                    claims.getStringClaim(FAMILY),
                    client,
                    UUID.fromString(credential),
                    Scopes.split(scope == null ? "" : scope),
                    claims.getSubject(),
                    issuedAt.toInstant(),
                    expiresAt.toInstant()));
        } catch (ParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
