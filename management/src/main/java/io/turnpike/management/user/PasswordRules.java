package io.turnpike.management.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// Which passwords are taken: 8 to 128 characters, none of those that are guessed first, and not the user's name.
///
/// Source: product-life PO1.
final class PasswordRules {
    private static final int MIN = 8;
    private static final int MAX = 128;
    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /// @throws Refused with `InvalidField`, which does not repeat the password
    static String check(String password, String name) {
        String plain = password.toLowerCase(Locale.ROOT);
        String local = name.replaceAll("@.*", "").toLowerCase(Locale.ROOT);
        int length = password.codePointCount(0, password.length());
        if (length < MIN || length > MAX) {
            throw refused("must have %d to %d characters".formatted(MIN, MAX));
        }
        if (COMMON.contains(plain) || plain.equals(local) || plain.equals(name.toLowerCase(Locale.ROOT))) {
            throw refused("is too easy to guess");
        }
        return password;
    }

    private static Refused refused(String rule) {
        return Refused.invalid(Kind.USER, "password", null, rule);
    }

    private static Set<String> common() {
        try (InputStream list = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
            return Set.copyOf(new String(Objects.requireNonNull(list).readAllBytes(), UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
