package io.turnpike.oauth.token;

import io.turnpike.model.AccessToken;
import io.turnpike.model.Authorization;
import io.turnpike.model.Status;
import io.turnpike.oauth.endpoint.Client;
import io.turnpike.oauth.endpoint.TokenSettings;
import io.turnpike.oauth.jwt.OwnClaims;
import io.turnpike.oauth.jwt.Signer;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Work;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes the access tokens of one call.
///
/// @param signer null where tokens are opaque
record Mint(Vault vault, TokenSettings settings, @Nullable Signer signer, Instant now) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A token, stored unless it carries its own proof.
    ///
    /// @param from null for the client itself
    Minted token(Work work, Client client, List<String> scopes, @Nullable Authorization from) {
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = issuedAt.plus(settings.lifetime());
        String text;
        if (signer == null) {
            text = random();
            work.accessTokens()
                    .put(new AccessToken(
                            vault.digest(client.place().environment().id(), text),
                            vault.id(),
                            client.stored(),
                            from == null ? null : from.id(),
                            scopes,
                            issuedAt,
                            expiresAt,
                            Status.APPROVED));
        } else {
            text = signer.sign(client, claims(client, scopes, from, issuedAt, expiresAt));
        }
        return new Minted(text, scopes, issuedAt, expiresAt);
    }

    private static OwnClaims claims(
            Client client, List<String> scopes, @Nullable Authorization from, Instant issuedAt, Instant expiresAt) {
        return new OwnClaims(
                UUID.randomUUID().toString(),
                from == null ? null : from.id().toString(),
                client.id(),
                client.credential().id(),
                scopes,
                from == null ? client.id() : from.terms().subject(),
                issuedAt,
                expiresAt);
    }

    /// 192 bits; without a dot, by which signed tokens are told.
    private static String random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// What was made; the one place where the text of a token is.
    record Minted(String text, List<String> scopes, Instant issuedAt, Instant expiresAt) {
        @Override
        public String toString() {
            return "Minted";
        }
    }
}
