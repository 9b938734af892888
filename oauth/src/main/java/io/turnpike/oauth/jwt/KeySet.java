package io.turnpike.oauth.jwt;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.turnpike.decision.Trust;
import io.turnpike.model.SigningKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;

/// The keys by which anyone can check an environment's own tokens (RFC 7517).
public final class KeySet {
    private KeySet() {}

    public static Map<String, List<Map<String, Object>>> of(Trust trust) {
        return Map.of(
                "keys", trust.own().stream().map(key -> jwk(key).toJSONObject()).toList());
    }

    private static JWK jwk(SigningKey.Public key) {
        var algorithm = new Algorithm(key.algorithm().name());
        return switch (key.algorithm()) {
            case RS256 ->
                new RSAKey.Builder((RSAPublicKey) key.open())
                        .keyID(key.id())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .build();
            case ES256 ->
                new ECKey.Builder(Curve.P_256, (ECPublicKey) key.open())
                        .keyID(key.id())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .build();
        };
    }
}
