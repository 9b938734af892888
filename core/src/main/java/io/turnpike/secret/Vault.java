package io.turnpike.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Digests and seals under one master key. Two keys are derived from it, so that neither use weakens the other. Safe
/// for use by many threads.
public final class Vault {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /// To look one up costs more than to open a short text with it.
    private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(Vault::cipher);

    private final String id;
    private final SecretKeySpec sealing;
    private final Mac digesting;
    private final SecureRandom random = new SecureRandom();

    /// @param masterKey 32 random bytes
    public Vault(byte[] masterKey) {
        if (masterKey.length != 32) {
            throw new IllegalArgumentException("a master key has 32 bytes, not " + masterKey.length);
        }
        byte[] named = derive(masterKey, "turnpike master key id");
        this.id = HexFormat.of().formatHex(named, 0, 4);
        this.sealing = new SecretKeySpec(derive(masterKey, "turnpike sealing"), "AES");
        this.digesting = mac(derive(masterKey, "turnpike key digest"));
    }

    public static byte[] newMasterKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /// Whether two secrets are equal, in a time that tells nothing of where they differ.
    public static boolean sameSecret(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /// Name of the master key, 8 hexadecimal digits that follow from it.
    public String id() {
        return id;
    }

    /// The hash by which `key` is found in `organization`.
    public KeyDigest digest(UUID organization, String key) {
        return digester().digest(organization, key);
    }

    /// Digests as this does, cheaper, for one thread.
    public KeyDigester digester() {
        try {
            return new KeyDigester((Mac) digesting.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HMAC can be cloned", e);
        }
    }

    public SealedText seal(String text) {
        return seal(text, "");
    }

    /// @param place where the text belongs; it opens nowhere else
    public SealedText seal(String text, String place) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = CIPHERS.get();
            cipher.init(Cipher.ENCRYPT_MODE, sealing, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            byte[] encrypted = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return new SealedText(
                    id,
                    ByteBuffer.allocate(NONCE + encrypted.length)
                            .put(nonce)
                            .put(encrypted)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every JDK", e);
        }
    }

    /// @throws IllegalStateException if the text was sealed under another master key, or was changed since
    public String open(SealedText text) {
        return open(text, "");
    }

    /// @param place for which the text was sealed
    /// @throws IllegalStateException if the text was sealed under another master key, or for another place, or was
    ///     changed since
    public String open(SealedText text, String place) {
        if (!text.masterKey().equals(id)) {
            throw new IllegalStateException("sealed under master key " + text.masterKey() + ", this one is " + id);
        }
        byte[] bytes = text.bytes();
        if (bytes.length < NONCE) {
            throw new IllegalStateException("a sealed text was cut to " + bytes.length + " bytes");
        }
        try {
            Cipher cipher = CIPHERS.get();
            cipher.init(Cipher.DECRYPT_MODE, sealing, new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return new String(cipher.doFinal(bytes, NONCE, bytes.length - NONCE), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed text does not open under master key " + id, e);
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every JDK", e);
        }
    }

    private static byte[] derive(byte[] masterKey, String purpose) {
        return mac(masterKey).doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
        }
    }
}
