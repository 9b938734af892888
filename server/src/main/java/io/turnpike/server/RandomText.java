package io.turnpike.server;

import java.security.SecureRandom;
import java.util.Base64;

/// Random texts that can be pasted.
final class RandomText {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /// 120 bits, for people.
    static String password() {
        return ofBytes(15);
    }

    /// 256 bits, for programs.
    static String token() {
        return ofBytes(32);
    }

    private static String ofBytes(int count) {
        byte[] random = new byte[count];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
