package io.turnpike.secret;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// The little of ASN.1 that it takes to put an older form of key into PKCS#8, the only one that the JDK reads.
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private Der() {}

    /// A private key in PKCS#8 (RFC 5208 5).
    ///
    /// @param key as RFC 8017 or RFC 5915 writes it
    /// @param publicKey as certificates write it: it begins with the algorithm and, for a curve, its name
    static byte[] pkcs8(byte[] key, byte[] publicKey) {
        int algorithm = contentOf(publicKey, 0);
        int end = contentOf(publicKey, algorithm) + lengthOf(publicKey, algorithm);
        return element(SEQUENCE, VERSION_0, Arrays.copyOfRange(publicKey, algorithm, end), element(OCTET_STRING, key));
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length >= 0x80) {
            int bytes = length > 0xff ? 2 : 1;
            element.write(0x80 | bytes);
            if (bytes == 2) {
                element.write(length >> 8);
            }
        }
        element.write(length);
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static int contentOf(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int lengthOf(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = at + 2; i < contentOf(der, at); i++) {
            length = length << 8 | (der[i] & 0xff);
        }
        return length;
    }
}
