package io.turnpike.secret;

import java.util.Arrays;

/// A text encrypted with AES-256-GCM: nonce, ciphertext and tag in one array.
///
/// @param masterKey id of the master key that opens it
public record SealedText(String masterKey, byte[] bytes) {
    public SealedText {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedText text && masterKey.equals(text.masterKey) && Arrays.equals(bytes, text.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * masterKey.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SealedText[" + masterKey + "]";
    }
}
