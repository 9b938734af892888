package io.turnpike.oauth.jwt;

import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.Vault;
import java.util.UUID;

/// Under what it is noted that tokens which are stored nowhere are revoked.
public final class Denials {
    private Denials() {}

    /// @param id of one token
    public static KeyDigest ofToken(Vault vault, UUID environment, String id) {
        return vault.digest(environment, "jti:" + id);
    }

    /// @param family id of the authorization that tokens came from
    public static KeyDigest ofFamily(Vault vault, UUID environment, String family) {
        return vault.digest(environment, "sid:" + family);
    }
}
