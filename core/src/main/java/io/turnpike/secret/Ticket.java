package io.turnpike.secret;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// A code or a refresh token: a part that finds what it belongs to, and a part that is another one each time. Both
/// have 128 random bits.
///
/// @param handle stays as long as what it belongs to
/// @param secret good once
public record Ticket(String handle, String secret) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PART = 22;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{" + 2 * PART + "}");

    public static Ticket made() {
        return new Ticket(random(), random());
    }

    /// Empty unless it has the form of one.
    public static Optional<Ticket> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new Ticket(text.substring(0, PART), text.substring(PART)))
                : Optional.empty();
    }

    /// What follows this one, under the same handle.
    public Ticket next() {
        return new Ticket(handle, random());
    }

    public String text() {
        return handle + secret;
    }

    public KeyDigest handleDigest(Vault vault, UUID environment) {
        return handleDigest(vault, environment, handle);
    }

    /// @param handle without its secret
    public static KeyDigest handleDigest(Vault vault, UUID environment, String handle) {
        return vault.digest(environment, "handle:" + handle);
    }

    public KeyDigest secretDigest(Vault vault, UUID environment) {
        return vault.digest(environment, "secret:" + secret);
    }

    @Override
    public String toString() {
        return "Ticket";
    }

    private static String random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
