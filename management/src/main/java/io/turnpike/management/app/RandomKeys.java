package io.turnpike.management.app;

import io.turnpike.model.Organization;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;

/// Random keys and secrets of letters and digits, as long as the organization wants them.
///
/// Source: management-api 3, `keymanagement.consumer.key.length` and `keymanagement.consumer.secret.length`.
final class RandomKeys {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SecureRandom random = new SecureRandom();

    /// 48 characters, unless the organization says otherwise.
    String key(Organization organization) {
        return text(length(organization, "keymanagement.consumer.key.length", 48));
    }

    /// 64 characters, unless the organization says otherwise.
    String secret(Organization organization) {
        return text(length(organization, "keymanagement.consumer.secret.length", 64));
    }

    private static int length(Organization organization, String property, int standard) {
        return Optional.ofNullable(organization.properties().get(property))
                .map(Integer::valueOf)
                .orElse(standard);
    }

    private String text(int length) {
        return random.ints(length, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }
}
