package io.turnpike.oauth.token;

import io.turnpike.model.AccessToken;
import io.turnpike.model.Authorization;
import io.turnpike.model.OAuthClient;
import io.turnpike.oauth.jwt.OwnClaims;
import java.time.Instant;
import java.util.List;

/// What the text of a token turned out to be, whoever shows it.
sealed interface Found {
    /// Whose it is.
    OAuthClient client();

    List<String> scopes();

    Instant expiresAt();

    /// Issued here, and stored.
    record Opaque(AccessToken token) implements Found {
        @Override
        public OAuthClient client() {
            return token.client();
        }

        @Override
        public List<String> scopes() {
            return token.scopes();
        }

        @Override
        public Instant expiresAt() {
            return token.expiresAt();
        }
    }

    /// Issued here, with its own proof.
    record Signed(OAuthClient client, OwnClaims claims) implements Found {
        @Override
        public List<String> scopes() {
            return claims.scopes();
        }

        @Override
        public Instant expiresAt() {
            return claims.expiresAt();
        }
    }

    /// A refresh token that is good now.
    record Refresh(Authorization authorization) implements Found {
        @Override
        public OAuthClient client() {
            return authorization.client();
        }

        @Override
        public List<String> scopes() {
            return authorization.terms().scopes();
        }

        @Override
        public Instant expiresAt() {
            return authorization.expiresAt();
        }
    }
}
