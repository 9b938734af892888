package io.turnpike.oauth.endpoint;

import io.turnpike.model.Environment;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an environment says about its tokens (extensions 3).
///
/// @param signed whether access tokens are JWTs
/// @param loginUrl where people are asked; empty: no codes are given
/// @param apigeeFormat whether answers have Apigee's form (runtime 6.1, 8.6)
public record TokenSettings(
        boolean signed, Duration lifetime, Duration refreshLifetime, Optional<String> loginUrl, boolean apigeeFormat) {
    public static TokenSettings of(Environment environment) {
        var properties = environment.properties();
        return new TokenSettings(
                "jwt".equals(properties.get("turnpike.oauth.token")),
                duration(properties.get("turnpike.oauth.lifetime"), Duration.ofHours(1)),
                duration(properties.get("turnpike.oauth.refreshLifetime"), Duration.ofDays(30)),
                Optional.ofNullable(properties.get("turnpike.oauth.loginUrl")),
                "true".equals(properties.get("turnpike.oauth.apigeeFormat")));
    }

    private static Duration duration(@Nullable String text, Duration fallback) {
        return text == null ? fallback : Duration.parse(text);
    }
}
