package io.turnpike.gateway.wire.http2;

import io.turnpike.gateway.wire.HeadWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Writes heads and trailers that were put together as lines of HTTP/1.1 as blocks of fields of HTTP/2: names in
/// lower case, and without what frames a message or a connection there. Each connection has its own.
///
/// Source: RFC 9113 8.2 and 8.3.
final class HeadEncoder {
    private static final byte[] HOST = bytes("host");
    private static final byte[] AUTHORITY = bytes(":authority");
    private static final byte[][] HOP = {bytes("connection"), bytes("keep-alive"), bytes("transfer-encoding")};
    private static final int LEAST_STATUS = 100;
    private static final byte[][] STATUSES = IntStream.range(LEAST_STATUS, 1000)
            .mapToObj(status -> bytes(":status: " + status))
            .toArray(byte[][]::new);

    private final HpackEncoder block = new HpackEncoder();
    private final HeadWriter.FieldReader fields = this::field;
    private byte[] line = new byte[256];

    void maxTableSize(long bytes) {
        block.maxTableSize(bytes);
    }

    HpackEncoder answer(HeadWriter lines) {
        block.begin();
        byte[] status = STATUSES[lines.status() - LEAST_STATUS];
        block.field(status, 0, ":status".length(), status.length);
        lines.fields(fields);
        return block;
    }

    /// @param lines the field `Host` comes first in them
    /// @param scheme `http` or `https`
    HpackEncoder request(HeadWriter lines, String scheme) {
        block.begin();
        pseudo(":method", lines.part(0));
        pseudo(":scheme", scheme);
        pseudo(":path", lines.part(1));
        lines.fields(fields);
        return block;
    }

    HpackEncoder trailers(HeadWriter lines) {
        block.begin();
        lines.fields(fields);
        return block;
    }

    private void field(byte[] bytes, int nameStart, int nameEnd, int valueStart, int valueEnd) {
        for (int i = nameStart; i < nameEnd; i++) {
            if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
                bytes[i] = (byte) (bytes[i] + ('a' - 'A'));
            }
        }
        if (is(HOST, bytes, nameStart, nameEnd)) {
            pseudo(AUTHORITY, bytes, valueStart, valueEnd);
        } else if (!isOfHop(bytes, nameStart, nameEnd)) {
            block.field(bytes, nameStart, nameEnd, valueEnd);
        }
    }

    private void pseudo(String name, String value) {
        byte[] bytes = bytes(value);
        pseudo(bytes(name), bytes, 0, bytes.length);
    }

    private void pseudo(byte[] name, byte[] bytes, int from, int to) {
        int end = name.length + 2 + to - from;
        if (line.length < end) {
            line = new byte[end];
        }
        System.arraycopy(name, 0, line, 0, name.length);
        line[name.length] = ':';
        line[name.length + 1] = ' ';
        System.arraycopy(bytes, from, line, name.length + 2, to - from);
        block.field(line, 0, name.length, end);
    }

    private static boolean isOfHop(byte[] bytes, int from, int to) {
        for (byte[] name : HOP) {
            if (is(name, bytes, from, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(byte[] name, byte[] bytes, int from, int to) {
        return Arrays.equals(name, 0, name.length, bytes, from, to);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
}
