package io.turnpike.oauth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.turnpike.model.Product;
import io.turnpike.model.SigningKey;
import io.turnpike.oauth.endpoint.Client;
import io.turnpike.secret.Vault;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Date;

/// Makes signed tokens with one key.
public final class Signer {
    private final JWSHeader header;
    private final JWSSigner signer;

    Signer(SigningKey key, Vault vault) {
        this.header = new JWSHeader.Builder(
                        JWSAlgorithm.parse(key.shown().algorithm().name()))
                .keyID(key.shown().id())
                .type(OwnTokens.TYPE)
                .build();
        this.signer = signer(key.open(vault));
    }

    /// The token of a client, with the members that Apigee's adapters read (runtime J4).
    public String sign(Client client, OwnClaims claims) {
        var set = new JWTClaimsSet.Builder()
                .issuer(client.place().issuer())
                .audience(client.place().issuer())
                .subject(claims.subject())
                .jwtID(claims.id())
                .issueTime(Date.from(claims.issuedAt()))
                .expirationTime(Date.from(claims.expiresAt()))
                .claim(OwnTokens.CLIENT, claims.client())
                .claim(OwnTokens.CREDENTIAL, claims.credential().toString())
                .claim(OwnTokens.FAMILY, claims.family())
                .claim(OwnTokens.SCOPE, String.join(" ", claims.scopes()))
                .claim(
                        "api_product_list",
                        client.products().stream().map(Product::name).toList())
                .claim("application_name", client.app().name())
                .claim("developer_email", client.email().isEmpty() ? null : client.email())
                .build();
        var token = new SignedJWT(header, set);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
        return token.serialize();
    }

    private static JWSSigner signer(PrivateKey key) {
        try {
            return key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("a signing key is broken", e);
        }
    }
}
