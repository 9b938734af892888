package io.turnpike.http;

import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Text of a request: percent-decoding, and what a text may hold.
final class Text {
    /// Besides letters and digits.
    private static final String PLAIN = "-._~!$&'()*+,;=:@";

    private Text() {}

    /// Decodes once.
    ///
    /// @param plusIsBlank true in a query, false in a path
    /// @throws Refused with `Malformed` for a broken escape, for what is no UTF-8, and for control characters
    static String decode(String raw, boolean plusIsBlank) {
        var bytes = new ByteArrayOutputStream(raw.length());
        for (int index = 0; index < raw.length(); index++) {
            char character = raw.charAt(index);
            if (character == '%') {
                bytes.write(escaped(raw, index));
                index += 2;
            } else if (character == '+' && plusIsBlank) {
                bytes.write(' ');
            } else if (character < 0x7f) {
                bytes.write(character);
            } else {
                throw malformed("must escape what is not ASCII");
            }
        }
        return text(bytes.toByteArray());
    }

    /// A segment of a path: what need not be escaped there is not.
    static String encode(String segment) {
        var encoded = new StringBuilder(segment.length());
        for (byte each : segment.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            if (character < 0x80 && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0)) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return encoded.toString();
    }

    /// True unless it holds U+0000 or half of a surrogate pair: no database takes the one, no UTF-8 the other.
    static boolean isStorable(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || (point >= 0xd800 && point <= 0xdfff));
    }

    private static int escaped(String raw, int index) {
        int high = index + 2 < raw.length() ? Character.digit(raw.charAt(index + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(raw.charAt(index + 2), 16);
        if (low < 0) {
            throw malformed("must write % as %25, or follow it by two hexadecimal digits");
        }
        return (high << 4) | low;
    }

    private static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw malformed("must be UTF-8 once it is decoded");
        }
        if (text.chars().anyMatch(character -> character < ' ' || character == 0x7f)) {
            throw malformed("must not hold control characters");
        }
        return text;
    }

    private static Refused malformed(String rule) {
        return new Refused(new Problem.Malformed("the path and the query " + rule));
    }
}
