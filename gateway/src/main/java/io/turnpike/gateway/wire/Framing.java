package io.turnpike.gateway.wire;

import org.jspecify.annotations.Nullable;

/// How the length of a body is said, read from the fields of its head (HT11, HT12). Anything that two readers
/// could understand differently is a flaw.
final class Framing {
    private Framing() {}

    /// The length that a head without a flaw gives.
    ///
    /// @param fallback where neither field stands
    static long length(Head head, long fallback) {
        if (head.has(Known.TRANSFER_ENCODING)) {
            return Body.CHUNKED;
        }
        int length = head.find(Known.CONTENT_LENGTH);
        return length < 0 ? fallback : number(head.bytes, head.valueStart(length), head.valueEnd(length));
    }

    /// What is wrong with the framing fields of a head; null if nothing is.
    static @Nullable Flaw flaw(Head head, int minorVersion) {
        int length = head.find(Known.CONTENT_LENGTH);
        int coding = head.find(Known.TRANSFER_ENCODING);
        if (length >= 0) {
            boolean isGood = coding < 0
                    && head.find(Known.CONTENT_LENGTH, length + 1) < 0
                    && number(head.bytes, head.valueStart(length), head.valueEnd(length)) >= 0;
            return isGood ? null : Flaw.BAD_MESSAGE;
        }
        return coding < 0 ? null : codingFlaw(head, coding, minorVersion);
    }

    private static @Nullable Flaw codingFlaw(Head head, int coding, int minorVersion) {
        if (minorVersion == 0 || head.find(Known.TRANSFER_ENCODING, coding + 1) >= 0) {
            return Flaw.BAD_MESSAGE;
        }
        if (head.isValue(coding, "chunked")) {
            return null;
        }
        return endsInChunked(head, coding) ? Flaw.UNSUPPORTED_CODING : Flaw.BAD_MESSAGE;
    }

    /// Whether a list names codings of which `chunked` is the last, and only the last.
    private static boolean endsInChunked(Head head, int coding) {
        Tokens tokens = new Tokens(head.bytes, head.valueStart(coding), head.valueEnd(coding));
        boolean isLast = false;
        int members = 0;
        while (tokens.next()) {
            if (isLast) {
                return false;
            }
            isLast = tokens.is("chunked");
            members++;
        }
        return isLast && members > 1;
    }

    /// A decimal number that fits in 63 bits; -1 if the bytes are none.
    private static long number(byte[] bytes, int start, int end) {
        long number = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return start == end ? -1 : number;
    }
}
