package io.turnpike.gateway.wire.http2;

import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/// Writes heads and trailers that were put together as lines of HTTP/1.1 as blocks of fields of HTTP/2: names in
/// lower case, and without what frames a message or a connection there. Each connection has its own.
///
/// Source: RFC 9113 8.2 and 8.3.
final class HeadEncoder {
    private static final byte[] HOST = bytes("host");
    private static final byte[] AUTHORITY = bytes(":authority");
    private static final byte[] METHOD = bytes(":method");
    private static final byte[] PATH = bytes(":path");
    private static final byte[] HTTP = bytes(":scheme: http");
    private static final byte[] HTTPS = bytes(":scheme: https");
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
        pseudo(":status".length(), STATUSES[lines.status() - LEAST_STATUS]);
        lines.fields(fields);
        return block;
    }

    /// @param lines the field `Host` comes first in them
    /// @param scheme `http` or `https`
    HpackEncoder request(HeadWriter lines, String scheme) {
        block.begin();
        byte[] bytes = lines.bytes();
        int method = Octets.find(bytes, 0, lines.length(), ' ');
        pseudo(METHOD, bytes, 0, method);
        pseudo(":scheme".length(), scheme.equals("https") ? HTTPS : HTTP);
        pseudo(PATH, bytes, method + 1, Octets.find(bytes, method + 1, lines.length(), ' '));
        lines.fields(fields);
        return block;
    }

    HpackEncoder trailers(HeadWriter lines) {
        block.begin();
        lines.fields(fields);
        return block;
    }

    private void field(byte[] bytes, int nameStart, int nameEnd, int valueStart, int valueEnd) {
        Octets.lower(bytes, nameStart, nameEnd);
        if (Octets.equals(bytes, nameStart, nameEnd, HOST)) {
            pseudo(AUTHORITY, bytes, valueStart, valueEnd);
        } else if (!isOfHop(bytes, nameStart, nameEnd)) {
            block.field(bytes, nameStart, nameEnd, valueEnd);
        }
    }

    private void pseudo(int nameEnd, byte[] whole) {
        block.field(whole, 0, nameEnd, whole.length);
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
            if (Octets.equals(bytes, from, to, name)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
}
