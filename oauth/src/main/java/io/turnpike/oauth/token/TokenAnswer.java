package io.turnpike.oauth.token;

import io.turnpike.model.Authorization;
import io.turnpike.model.Product;
import io.turnpike.oauth.endpoint.Client;
import io.turnpike.oauth.endpoint.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a client is told of its tokens: the members of RFC 6749, and those that Apigee adds (runtime 6.1).
final class TokenAnswer {
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final boolean apigeeFormat;

    TokenAnswer(Client client, TokenSettings settings, Mint.Minted token) {
        this.apigeeFormat = settings.apigeeFormat();
        members.put("access_token", token.text());
        members.put("token_type", apigeeFormat ? "BearerToken" : "Bearer");
        seconds("expires_in", token.issuedAt(), token.expiresAt());
        members.put("scope", String.join(" ", token.scopes()));
        millis("issued_at", token.issuedAt());
        members.put("status", "approved");
        members.put("client_id", client.id());
        members.put("application_name", client.app().id().toString());
        members.put("organization_name", client.place().organization().name());
        if (!client.email().isEmpty()) {
            members.put("developer.email", client.email());
        }
        members.put(
                "api_product_list",
                client.products().stream().map(Product::name).collect(Collectors.joining(", ", "[", "]")));
    }

    /// @param refreshToken its text
    TokenAnswer with(String refreshToken, Authorization authorization, Instant now) {
        members.put("refresh_token", refreshToken);
        seconds("refresh_token_expires_in", now, authorization.expiresAt());
        millis("refresh_token_issued_at", now);
        members.put("refresh_token_status", "approved");
        members.put("refresh_count", Integer.toString(authorization.terms().refreshes()));
        authorization.terms().attributes().forEach(members::putIfAbsent);
        return this;
    }

    Map<String, Object> members() {
        return members;
    }

    private void seconds(String name, Instant from, Instant until) {
        long seconds = Duration.between(from, until).toSeconds();
        members.put(name, apigeeFormat ? Long.toString(seconds) : Long.valueOf(seconds));
    }

    private void millis(String name, Instant at) {
        members.put(name, Long.toString(at.toEpochMilli()));
    }
}
