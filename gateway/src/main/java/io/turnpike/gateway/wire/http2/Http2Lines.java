package io.turnpike.gateway.wire.http2;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.RequestTarget;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes the heads and trailers of HTTP/2 down as HTTP/1.1, to be read by the same strict rules. What HTTP/2 alone
/// forbids is found here.
///
/// Source: RFC 9113 8.1 to 8.3.
public final class Http2Lines {
    /// Answers that have none, whatever they say.
    private static final Set<String> NO_BODY = Set.of("204", "304");

    private static final AsciiString HOST = AsciiString.cached("host");
    /// Of RFC 8441, which we do not speak.
    private static final AsciiString PROTOCOL = AsciiString.cached(":protocol");

    private static final AsciiString COOKIE = AsciiString.cached("cookie");
    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");

    private Http2Lines() {}

    /// @param ends whether nothing follows the head
    /// @return false if the head is malformed
    public static boolean writeRequest(Http2Headers headers, boolean ends, HeadWriter out) {
        CharSequence method = headers.method();
        boolean isConnect = "CONNECT".contentEquals(method);
        CharSequence target = isConnect ? headers.authority() : headers.path();
        CharSequence authority = headers.authority();
        CharSequence scheme = headers.scheme();
        if (headers.contains(PROTOCOL)
                || target == null
                || !isText(method)
                || !isText(target)
                || (authority != null && !isText(authority))
                || (scheme != null && !isText(scheme))) {
            return false;
        }
        if (!isConnect && target.charAt(0) != '/' && !RequestTarget.ASTERISK.contentEquals(target)) {
            return false;
        }
        out.write(method.toString()).write(' ').write(target.toString()).write(" HTTP/1.1\r\n");
        if (authority != null) {
            out.field("host", authority.toString());
        }
        writeFraming(headers, ends, out);
        if (!writeFields(headers, authority, out)) {
            return false;
        }
        writeCookies(headers, out);
        out.endLine();
        return true;
    }

    /// @param ends whether nothing follows the head
    /// @return false if the head is malformed
    public static boolean writeAnswer(Http2Headers headers, boolean ends, HeadWriter out) {
        String status = headers.status().toString();
        if (!status.matches("[1-5][0-9]{2}")) {
            return false;
        }
        out.write("HTTP/1.1 ").write(status).write(' ');
        out.write(HttpResponseStatus.valueOf(Integer.parseInt(status)).reasonPhrase())
                .endLine();
        if (headers.status().charAt(0) != '1') {
            writeFraming(headers, ends, out);
        }
        if (!writeFields(headers, null, out)) {
            return false;
        }
        writeCookies(headers, out);
        out.endLine();
        return true;
    }

    /// Where a length is not told, the end of the stream tells it.
    private static void writeFraming(Http2Headers headers, boolean ends, HeadWriter out) {
        boolean isAnswer = headers.status() != null;
        if (headers.contains(CONTENT_LENGTH)) {
            return;
        }
        if (!ends) {
            out.write("transfer-encoding: chunked\r\n");
        } else if (isAnswer && !NO_BODY.contains(headers.status().toString())) {
            out.write("content-length: 0\r\n");
        }
    }

    /// @return false if they are malformed
    public static boolean writeTrailers(Http2Headers trailers, HeadWriter out) {
        if (!writeFields(trailers, null, out)) {
            return false;
        }
        out.endLine();
        return true;
    }

    /// @param authority what each `host` must say again; null if there is none
    private static boolean writeFields(Http2Headers headers, @Nullable CharSequence authority, HeadWriter out) {
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            CharSequence name = field.getKey();
            if (name.charAt(0) == ':') {
                continue;
            }
            boolean isHost = authority != null && HOST.contentEquals(name);
            if (isHost && AsciiString.contentEqualsIgnoreCase(authority, field.getValue())) {
                continue;
            }
            if (isHost || !isValue(field.getValue())) {
                return false;
            }
            if (!COOKIE.contentEquals(name)) {
                out.field(name.toString(), field.getValue().toString());
            }
        }
        return true;
    }

    /// Those that came apart are one again (8.2.3).
    private static void writeCookies(Http2Headers headers, HeadWriter out) {
        @Nullable CharSequence first = headers.get(COOKIE);
        if (first != null) {
            out.field("cookie", String.join("; ", headers.getAll(COOKIE)));
        }
    }

    /// Visible bytes alone; a blank would part the request line elsewhere.
    private static boolean isText(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// No blanks around it, and nothing that would end the line (8.2.1).
    private static boolean isValue(CharSequence value) {
        int last = value.length() - 1;
        if (last >= 0 && (isBlank(value.charAt(0)) || isBlank(value.charAt(last)))) {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
