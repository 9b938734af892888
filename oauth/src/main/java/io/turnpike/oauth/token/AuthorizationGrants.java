package io.turnpike.oauth.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.turnpike.model.Authorization;
import io.turnpike.model.Authorization.State;
import io.turnpike.model.Scopes;
import io.turnpike.oauth.endpoint.Client;
import io.turnpike.oauth.endpoint.OAuthError;
import io.turnpike.oauth.endpoint.Parameters;
import io.turnpike.oauth.endpoint.Writing;
import io.turnpike.secret.Ticket;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Work;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tokens for codes and for refresh tokens (RFC 6749 4.1.3, 6; RFC 7636; RFC 9700). Each is good once: a second use
/// ends all that came from it, and so does a code that is shown without its verifier.
final class AuthorizationGrants {
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final String BAD_CODE = "The code is not valid";
    private static final String BAD_REFRESH = "The refresh token is not valid";

    private final Writing writing;
    private final Vault vault;
    private final Families families;

    AuthorizationGrants(Writing writing, Vault vault) {
        this.writing = writing;
        this.vault = vault;
        this.families = new Families(vault);
    }

    Map<String, Object> redeem(Client client, Mint mint, Parameters form) {
        String verifier = form.require("code_verifier");
        if (!VERIFIER.matcher(verifier).matches()) {
            throw OAuthError.invalidRequest("code_verifier must have 43 to 128 letters, digits and - . _ ~");
        }
        String redirectUri = form.find("redirect_uri").orElse(null);
        return used(client, mint, form.require("code"), BAD_CODE, (work, shown) -> {
            Authorization found = shown.authorization;
            if (found.state() != State.CODE || !shown.isCurrent(vault) || !isFor(found, verifier, redirectUri)) {
                families.end(work, found, mint.settings(), mint.now());
                return Result.refused(OAuthError.invalidGrant(BAD_CODE));
            }
            return tokens(
                    work, client, mint, shown, found.terms(), found.terms().scopes());
        });
    }

    Map<String, Object> refresh(Client client, Mint mint, Parameters form) {
        List<String> asked = Scopes.split(form.find("scope").orElse(""));
        return used(client, mint, form.require("refresh_token"), BAD_REFRESH, (work, shown) -> {
            Authorization found = shown.authorization;
            if (found.state() != State.LIVE || !shown.isCurrent(vault)) {
                if (found.state() == State.LIVE) {
                    families.end(work, found, mint.settings(), mint.now());
                }
                return Result.refused(OAuthError.invalidGrant(BAD_REFRESH));
            }
            List<String> agreed = found.terms().scopes();
            List<String> scopes = Scopes.granted(asked.isEmpty() ? agreed : asked, agreed).stream()
                    .filter(client.granted("")::contains)
                    .toList();
            return scopes.isEmpty() && !agreed.isEmpty()
                    ? Result.refused(OAuthError.invalidScope())
                    : tokens(work, client, mint, shown, found.terms().refreshed(), scopes);
        });
    }

    /// What an error tells is committed with it: that a code was stolen must not be forgotten.
    private Map<String, Object> used(
            Client client, Mint mint, String text, String flaw, BiFunction<Work, Shown, Result> use) {
        Ticket ticket = Ticket.parse(text).orElseThrow(() -> OAuthError.invalidGrant(flaw));
        var environment = client.place().environment().id();
        return writing.write(
                        client.place(),
                        work -> work.authorizations()
                                .find(ticket.handleDigest(vault, environment))
                                .filter(found -> found.client().equals(client.stored()))
                                .filter(found -> !found.isExpired(mint.now()) || found.state() == State.ENDED)
                                .map(found -> use.apply(work, new Shown(ticket, found)))
                                .orElseGet(() -> Result.refused(OAuthError.invalidGrant(flaw))))
                .members();
    }

    private Result tokens(
            Work work, Client client, Mint mint, Shown shown, Authorization.Terms terms, List<String> scopes) {
        Ticket next = shown.ticket.next();
        var environment = client.place().environment().id();
        var live = shown.authorization.with(
                next.handleDigest(vault, environment),
                next.secretDigest(vault, environment),
                State.LIVE,
                mint.now().plus(mint.settings().refreshLifetime()),
                terms);
        work.authorizations().update(live);
        var token = mint.token(work, client, scopes, live);
        return new Result(
                new TokenAnswer(client, mint.settings(), token)
                        .with(next.text(), live, mint.now())
                        .members(),
                null);
    }

    private static boolean isFor(Authorization authorization, String verifier, @Nullable String redirectUri) {
        Authorization.Terms terms = authorization.terms();
        boolean isSameRedirect = redirectUri == null ? !terms.redirectNamed() : redirectUri.equals(terms.redirectUri());
        return isSameRedirect && Vault.sameSecret(challenge(verifier), terms.challenge());
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /// What a client showed, and what it belongs to.
    private record Shown(Ticket ticket, Authorization authorization) {
        boolean isCurrent(Vault vault) {
            return ticket.secretDigest(vault, authorization.client().environment())
                    .equals(authorization.secret());
        }
    }

    private record Result(
            @Nullable Map<String, Object> answer, @Nullable OAuthError error) {
        static Result refused(OAuthError error) {
            return new Result(null, error);
        }

        Map<String, Object> members() {
            if (answer == null) {
                throw error == null ? new IllegalStateException("neither tokens nor an error") : error;
            }
            return answer;
        }

        /// Holds tokens.
        @Override
        public String toString() {
            return "Result";
        }
    }
}
