package io.turnpike.usage;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Names a decided call: 48 bits of milliseconds since the epoch, then 80 bits that no other call of any node has.
/// Later calls sort behind earlier ones by their text.
public record CallId(long high, long low) implements Comparable<CallId> {
    /// Characters of its text.
    static final int LENGTH = 26;

    private static final byte[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".getBytes(StandardCharsets.ISO_8859_1);

    public static Optional<CallId> parse(String text) {
        if (text.length() != LENGTH || text.charAt(0) > '7') {
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < LENGTH; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            high = (high << 5) | (low >>> 59);
            low = (low << 5) | digit;
        }
        return Optional.of(new CallId(high, low));
    }

    public long millis() {
        return high >>> 16;
    }

    /// 26 characters of Crockford's base 32.
    public String text() {
        return text(new byte[LENGTH]);
    }

    /// The same, made in an array that can be used again.
    String text(byte[] text) {
        long upper = high;
        long lower = low;
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS[(int) (lower & 31)];
            lower = (lower >>> 5) | (upper << 59);
            upper >>>= 5;
        }
        return new String(text, 0, LENGTH, StandardCharsets.ISO_8859_1);
    }

    /// Whether `text()` is this text, without making it.
    public boolean isText(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        long upper = high;
        long lower = low;
        for (int i = LENGTH - 1; i >= 0; i--) {
            if (text.charAt(i) != DIGITS[(int) (lower & 31)]) {
                return false;
            }
            lower = (lower >>> 5) | (upper << 59);
            upper >>>= 5;
        }
        return true;
    }

    @Override
    public int compareTo(CallId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return text();
    }

    private static int digit(char c) {
        for (int i = 0; i < DIGITS.length; i++) {
            if (DIGITS[i] == c) {
                return i;
            }
        }
        return -1;
    }
}
