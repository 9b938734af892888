package io.turnpike.gateway.wire.http2;

import io.turnpike.gateway.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The fields that every connection knows from its first head on.
///
/// Source: RFC 7541 appendix A.
final class StaticTable {
    static final int LENGTH = 61;

    private static final List<String> FIELDS = List.of(
            ":authority",
            ":method: GET",
            ":method: POST",
            ":path: /",
            ":path: /index.html",
            ":scheme: http",
            ":scheme: https",
            ":status: 200",
            ":status: 204",
            ":status: 206",
            ":status: 304",
            ":status: 400",
            ":status: 404",
            ":status: 500",
            "accept-charset",
            "accept-encoding: gzip, deflate",
            "accept-language",
            "accept-ranges",
            "accept",
            "access-control-allow-origin",
            "age",
            "allow",
            "authorization",
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-length",
            "content-location",
            "content-range",
            "content-type",
            "cookie",
            "date",
            "etag",
            "expect",
            "expires",
            "from",
            "host",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "last-modified",
            "link",
            "location",
            "max-forwards",
            "proxy-authenticate",
            "proxy-authorization",
            "range",
            "referer",
            "refresh",
            "retry-after",
            "server",
            "set-cookie",
            "strict-transport-security",
            "transfer-encoding",
            "user-agent",
            "vary",
            "via",
            "www-authenticate");

    private static final int SLOTS = 256;
    private static final byte[][] NAMES = new byte[LENGTH + 1][];
    private static final byte[][] VALUES = new byte[LENGTH + 1][];
    /// Of each name its first index, found by its length and ends.
    private static final byte[] FIRST = new byte[SLOTS];

    static {
        NAMES[0] = new byte[0];
        VALUES[0] = NAMES[0];
        for (int index = LENGTH; index > 0; index--) {
            String[] field = FIELDS.get(index - 1).split(": ", 2);
            NAMES[index] = field[0].getBytes(StandardCharsets.US_ASCII);
            VALUES[index] = (field.length == 1 ? "" : field[1]).getBytes(StandardCharsets.US_ASCII);
            place(index);
        }
    }

    private StaticTable() {}

    /// The first field of a name in lower case; 0 if there is none.
    static int name(byte[] bytes, int from, int to) {
        for (int slot = slot(bytes, from, to); FIRST[slot] != 0; slot = (slot + 1) % SLOTS) {
            if (Octets.equals(bytes, from, to, NAMES[FIRST[slot]])) {
                return FIRST[slot];
            }
        }
        return 0;
    }

    /// The field of a value and of the name of another one; 0 if there is none.
    ///
    /// @param first of that name; 0 if it has none
    static int value(int first, byte[] bytes, int from, int to) {
        byte[] name = NAMES[first];
        for (int index = first; index <= LENGTH && VALUES[index].length > 0; index++) {
            if (!Arrays.equals(NAMES[index], name)) {
                return 0;
            }
            if (Octets.equals(bytes, from, to, VALUES[index])) {
                return index;
            }
        }
        return 0;
    }

    /// Those of one name are placed from the last on, so that the first one stays.
    private static void place(int index) {
        byte[] name = NAMES[index];
        int slot = slot(name, 0, name.length);
        while (FIRST[slot] != 0 && !Arrays.equals(NAMES[FIRST[slot]], name)) {
            slot = (slot + 1) % SLOTS;
        }
        FIRST[slot] = (byte) index;
    }

    private static int slot(byte[] bytes, int from, int to) {
        return (bytes[from] * 31 + bytes[to - 1] * 7 + (to - from) * 61) & (SLOTS - 1);
    }
}
