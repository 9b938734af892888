package io.turnpike.secret;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// The first 128 bits of a keyed hash over an organization and a consumer key. It finds a key and does not reveal it.
public record KeyDigest(long high, long low) {
    public static KeyDigest fromHex(String hex) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        return new KeyDigest(bytes.getLong(), bytes.getLong());
    }

    /// 32 hexadecimal digits.
    public String hex() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
