package io.turnpike.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.secret.KeyDigest;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That an app may act for a person: from the request, over the person's consent and the code, to the refresh tokens
/// that follow each other.
///
/// @param handle what a request, and later its codes and refresh tokens, are found by
/// @param secret the part of the code or refresh token that is good now; any other under the same handle was used
///     before. Null as long as there is none
/// @param masterKey id of the master key that both digests were made under
/// @param expiresAt end of the request, the code or the refresh token
public record Authorization(
        UUID id,
        OAuthClient client,
        KeyDigest handle,
        @Nullable KeyDigest secret,
        String masterKey,
        State state,
        Instant expiresAt,
        Terms terms) {
    /// The same, in another state and under other digests.
    public Authorization with(KeyDigest newHandle, KeyDigest newSecret, State changed, Instant until, Terms agreed) {
        return new Authorization(id, client, newHandle, newSecret, masterKey, changed, until, agreed);
    }

    public Authorization ended() {
        return new Authorization(id, client, handle, secret, masterKey, State.ENDED, expiresAt, terms);
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    public enum State {
        /// The person was not asked yet, or did not answer.
        REQUESTED,
        /// There is a code.
        CODE,
        /// There are tokens.
        LIVE,
        /// Nothing under this handle is good any more.
        ENDED
    }

    /// What was asked for and agreed to.
    ///
    /// @param redirectUri where the answer goes
    /// @param redirectNamed whether the request named it, so that the token request must too
    /// @param issuer how the app knows the environment
    /// @param state what the app wants to see again; null if nothing
    /// @param challenge of PKCE, by S256
    /// @param scopes asked for, later those that are granted
    /// @param subject who agreed; empty before
    /// @param attributes that the login application gave along
    /// @param refreshes how often tokens were renewed
    public record Terms(
            String redirectUri,
            boolean redirectNamed,
            String issuer,
            @Nullable String state,
            String challenge,
            List<String> scopes,
            String subject,
            SequencedMap<String, String> attributes,
            int refreshes) {
        public Terms {
            scopes = List.copyOf(scopes);
            attributes = new LinkedHashMap<>(attributes);
        }

        public Terms asking(String byChallenge, List<String> wanted) {
            return new Terms(
                    redirectUri, redirectNamed, issuer, state, byChallenge, wanted, subject, attributes, refreshes);
        }

        public Terms agreed(List<String> granted, String by, SequencedMap<String, String> along) {
            return new Terms(redirectUri, redirectNamed, issuer, state, challenge, granted, by, along, 0);
        }

        /// Where the app hears what became of its request (RFC 6749 4.1.2, RFC 9207).
        ///
        /// @param name of the parameter that tells it: `code` or `error`
        public String answer(String name, String value) {
            StringBuilder url = new StringBuilder(redirectUri).append(redirectUri.indexOf('?') < 0 ? '?' : '&');
            url.append(name).append('=').append(URLEncoder.encode(value, UTF_8));
            if (state != null) {
                url.append("&state=").append(URLEncoder.encode(state, UTF_8));
            }
            return url.append("&iss=").append(URLEncoder.encode(issuer, UTF_8)).toString();
        }

        public Terms refreshed() {
            return new Terms(
                    redirectUri, redirectNamed, issuer, state, challenge, scopes, subject, attributes, refreshes + 1);
        }
    }
}
