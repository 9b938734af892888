package io.turnpike.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;

/// Digests keys one after the other, with memory that is used again for the next one. Used by one thread.
public final class KeyDigester {
    private final Mac mac;
    private final ByteBuffer bytes;

    /// @param mac initialised; nobody else uses it
    KeyDigester(Mac mac) {
        this.mac = mac;
        this.bytes = ByteBuffer.allocate(mac.getMacLength());
    }

    /// The hash by which `key` is found in `organization`.
    public KeyDigest digest(UUID organization, String key) {
        bytes.clear()
                .putLong(organization.getMostSignificantBits())
                .putLong(organization.getLeastSignificantBits())
                .flip();
        mac.update(bytes);
        mac.update(key.getBytes(StandardCharsets.UTF_8));
        try {
            mac.doFinal(bytes.array(), 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("there is room for the digest", e);
        }
        return new KeyDigest(bytes.getLong(0), bytes.getLong(Long.BYTES));
    }
}
