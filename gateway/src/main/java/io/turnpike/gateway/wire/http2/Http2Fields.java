package io.turnpike.gateway.wire.http2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.turnpike.gateway.wire.HeadWriter;
import java.util.Arrays;
import java.util.Set;

/// Reads heads and trailers that were put together as lines of HTTP/1.1 into fields of HTTP/2: names in lower case, and
/// without what frames a message or a connection there.
public final class Http2Fields {
    private static final Set<AsciiString> HOP = Set.of(
            AsciiString.cached("connection"),
            AsciiString.cached("keep-alive"),
            AsciiString.cached("transfer-encoding"));

    private static final AsciiString HOST = AsciiString.cached("host");
    private static final AsciiString DECISION = AsciiString.cached("turnpike-decision");
    private static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");

    private Http2Fields() {}

    /// Whether a field's value never comes again, and is not worth a place in the table of the connection.
    public static boolean isOfOneCall(CharSequence name) {
        return DECISION.contentEquals(name) || REQUEST_ID.contentEquals(name);
    }

    public static Http2Headers ofAnswer(HeadWriter lines) {
        Http2Headers headers = new DefaultHttp2Headers(false);
        headers.status(AsciiString.of(lines.part(1)));
        return addTo(headers, lines);
    }

    /// @param scheme `http` or `https`
    public static Http2Headers ofRequest(HeadWriter lines, String scheme) {
        Http2Headers headers = new DefaultHttp2Headers(false);
        headers.method(AsciiString.of(lines.part(0)));
        headers.scheme(AsciiString.cached(scheme));
        headers.path(AsciiString.of(lines.part(1)));
        headers.authority(AsciiString.EMPTY_STRING);
        addTo(headers, lines);
        headers.authority(headers.get(HOST));
        headers.remove(HOST);
        return headers;
    }

    public static Http2Headers ofTrailers(HeadWriter lines) {
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
