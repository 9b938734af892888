package io.turnpike.management.access;

import io.turnpike.secret.Vault;
import io.turnpike.storage.ServiceAccountStore.Token;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/// The token of a service account: 256 random bits behind a start by which scanners know one that leaked.
///
/// @param text shown once, and stored nowhere
public record ServiceToken(String text) {
    private static final String START = "tpk_";
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Stands for the organization in digests of tokens; none has this id, so no consumer key has such a digest.
    private static final UUID TOKENS = new UUID(0, 0);

    public static ServiceToken make() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return new ServiceToken(START + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    public Token stored(Vault vault) {
        return new Token(vault.digest(TOKENS, text), vault.id());
    }

    boolean isOne() {
        return text.startsWith(START);
    }

    @Override
    public String toString() {
        return "ServiceToken";
    }
}
