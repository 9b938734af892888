package io.turnpike.management.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.storage.UserStore.User;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Remembers passwords that were verified, as keyed hashes that are worth nothing outside this process, so that
/// the next call with the same password does not pay for Argon2 again. A changed password is another entry. Safe
/// for use by many threads.
final class KnownPasswords {
    private static final int MAX = 1_000;

    private final SecretKeySpec key;
    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX;
        }
    };

    KnownPasswords() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    synchronized boolean contains(User user, String password) {
        return known.get(entry(user, password)) != null;
    }

    synchronized void add(User user, String password) {
        known.put(entry(user, password), true);
    }

    private String entry(User user, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(user.passwordHash().getBytes(UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
        }
    }
}
