package io.turnpike.gateway.http2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.turnpike.gateway.wire.HeadWriter;
import java.util.Arrays;
import java.util.Set;

/// Reads the heads and trailers of answers, which were put together as lines of HTTP/1.1, into fields of HTTP/2:
/// names in lower case, and without what frames a message or a connection there.
final class AnswerFields {
    private static final Set<AsciiString> HOP = Set.of(
            AsciiString.cached("connection"),
            AsciiString.cached("keep-alive"),
            AsciiString.cached("transfer-encoding"));

    private static final AsciiString DECISION = AsciiString.cached("turnpike-decision");
    private static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");

    private AnswerFields() {}

    /// Whether a field's value never comes again, and is not worth a place in the table of the connection.
    static boolean isOfOneCall(CharSequence name) {
        return DECISION.contentEquals(name) || REQUEST_ID.contentEquals(name);
    }

    static Http2Headers head(HeadWriter lines) {
        Http2Headers headers = new DefaultHttp2Headers(false);
        headers.status(AsciiString.of(lines.part(1)));
        return addTo(headers, lines);
    }

    static Http2Headers trailers(HeadWriter lines) {
        return addTo(new DefaultHttp2Headers(false), lines);
    }

    private static Http2Headers addTo(Http2Headers headers, HeadWriter lines) {
        lines.fields((bytes, nameStart, nameEnd, valueStart, valueEnd) -> {
            AsciiString name = lower(bytes, nameStart, nameEnd);
            if (!HOP.contains(name)) {
                headers.add(name, new AsciiString(Arrays.copyOfRange(bytes, valueStart, valueEnd), false));
            }
        });
        return headers;
    }

    private static AsciiString lower(byte[] bytes, int start, int end) {
        byte[] name = Arrays.copyOfRange(bytes, start, end);
        for (int i = 0; i < name.length; i++) {
            if (name[i] >= 'A' && name[i] <= 'Z') {
                name[i] = (byte) (name[i] + ('a' - 'A'));
            }
        }
        return new AsciiString(name, false);
    }
}
