package io.turnpike.gateway.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Which bytes may stand where in a head (RFC 9110 5.5, 5.6.2), and comparisons that make no objects.
public final class Octets {
    /// Of each byte of a token its form for comparison: lower case, `-` for `_`; 0 where no token may hold the byte.
    private static final byte[] TOKEN = new byte[256];

    /// Eight bytes of an array as a number, the first one lowest.
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// Of eight bytes the lowest bit of each, and the highest.
    private static final long ONES = 0x0101_0101_0101_0101L;

    private static final long TOPS = ONES << 7;

    static {
        for (char c : "!#$%&'*+-.^`|~0123456789abcdefghijklmnopqrstuvwxyz".toCharArray()) {
            TOKEN[c] = (byte) c;
            TOKEN[Character.toUpperCase(c)] = (byte) c;
        }
        TOKEN['_'] = '-';
    }

    private Octets() {}

    static boolean isToken(byte b) {
        return TOKEN[b & 0xff] != 0;
    }

    /// The byte as names are compared; 0 if no name may hold it.
    static byte folded(byte b) {
        return TOKEN[b & 0xff];
    }

    /// Whether a field's value may hold the byte: everything but control bytes; tab is none here.
    static boolean isText(byte b) {
        return (b >= 0x20 && b != 0x7f) || b < 0 || b == '\t';
    }

    /// Whether all of some bytes may stand in a field's value. Looks at eight at a time.
    static boolean isText(byte[] bytes, int start, int end) {
        int i = start;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, i);
            long deleted = eight ^ ONES * 0x7f;
            long controls = ((eight - ONES * 0x20) & ~eight) | ((deleted - ONES) & ~deleted);
            if ((controls & TOPS) != 0 && !isTextByByte(bytes, i, i + Long.BYTES)) {
                return false;
            }
        }
        return isTextByByte(bytes, i, end);
    }

    private static boolean isTextByByte(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isText(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    /// Index of the first of some bytes that is the wanted one; `end` if none is. Looks at eight at a time: the first
    /// that is the wanted one shows as the lowest bit that is left.
    public static int find(byte[] bytes, int start, int end, char wanted) {
        int i = start;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long others = (long) EIGHT.get(bytes, i) ^ ONES * wanted;
            long found = (others - ONES) & ~others & TOPS;
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (i < end && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /// A number that differs where any of some bytes does, but for rare chance. Looks at eight at a time.
    public static int hash(byte[] bytes, int start, int end) {
        long hash = (long) end - start;
        int i = start;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            hash = (hash ^ (long) EIGHT.get(bytes, i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (; i < end; i++) {
            hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash ^ hash >>> 32);
    }

    /// Whether some bytes are those of a whole array.
    public static boolean equals(byte[] bytes, int start, int end, byte[] whole) {
        return Arrays.equals(bytes, start, end, whole, 0, whole.length);
    }

    /// Puts letters into lower case where they stand.
    public static void lower(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            bytes[i] = lower(bytes[i]);
        }
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /// Whether a text stands at an index; there must be room for it.
    static boolean startsWith(byte[] bytes, int start, String latin) {
        for (int i = 0; i < latin.length(); i++) {
            if ((bytes[start + i] & 0xff) != latin.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Whether some bytes are a lower-case text, but for the case of their letters.
    static boolean equalsIgnoreCase(byte[] bytes, int start, int end, String lower) {
        if (end - start != lower.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            if (lower(bytes[start + i]) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Whether some bytes name a field that we know by a lower-case name; `_` is taken for `-` on both sides.
    static boolean isNamed(byte[] bytes, int start, int end, String name) {
        if (end - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (folded(bytes[start + i]) != folded((byte) name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static byte lower(byte b) {
        return (byte) (b >= 'A' && b <= 'Z' ? b + 32 : b);
    }
}
