package io.turnpike.gateway.exchange;

import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Known;
import io.turnpike.gateway.wire.RequestHead;
import io.turnpike.model.Cors;
import java.util.List;

/// Tells browsers what pages of other origins may do, in the name of the target (runtime H3).
///
/// Source: Fetch, 3.2 "CORS protocol".
final class CorsFields {
    private CorsFields() {}

    /// The fields of an answer that a page may get.
    static void write(Cors cors, RequestHead request, HeadWriter out) {
        if (!isForAll(cors)) {
            out.write("Vary: Origin\r\n");
        }
        if (writeOrigin(cors, request, out)) {
            writeList("Access-Control-Expose-Headers", cors.expose(), out);
        }
    }

    /// The fields of the answer to a browser that asks before it calls.
    static void writePreflight(Cors cors, RequestHead request, HeadWriter out) {
        out.write("Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers\r\n");
        if (!writeOrigin(cors, request, out)) {
            return;
        }
        writeAsked(
                "Access-Control-Allow-Methods",
                cors.methods(),
                cors,
                request,
                Known.ACCESS_CONTROL_REQUEST_METHOD,
                out);
        writeAsked(
                "Access-Control-Allow-Headers",
                cors.headers(),
                cors,
                request,
                Known.ACCESS_CONTROL_REQUEST_HEADERS,
                out);
        if (cors.maxAge().isPresent()) {
            out.field("Access-Control-Max-Age", cors.maxAge().get().toSeconds());
        }
    }

    /// @return whether the page may know of the answer at all
    private static boolean writeOrigin(Cors cors, RequestHead request, HeadWriter out) {
        if (isForAll(cors)) {
            out.write("Access-Control-Allow-Origin: *\r\n");
            return true;
        }
        String origin = request.value(Known.ORIGIN);
        if (origin == null || !cors.origins().contains(origin)) {
            return false;
        }
        out.field("Access-Control-Allow-Origin", origin);
        if (cors.credentials()) {
            out.write("Access-Control-Allow-Credentials: true\r\n");
        }
        return true;
    }

    /// With credentials a `*` means nothing to browsers, so what was asked for stands in its place.
    private static void writeAsked(
            String name, List<String> allowed, Cors cors, RequestHead request, Known asked, HeadWriter out) {
        String wanted = cors.credentials() && allowed.contains(Cors.ANY) ? request.value(asked) : null;
        if (wanted == null) {
            writeList(name, allowed, out);
        } else {
            out.field(name, wanted);
        }
    }

    private static void writeList(String name, List<String> values, HeadWriter out) {
        if (values.isEmpty()) {
            return;
        }
        out.write(name).colon();
        for (int i = 0; i < values.size(); i++) {
            out.write(i == 0 ? "" : ", ").write(values.get(i));
        }
        out.endLine();
    }

    private static boolean isForAll(Cors cors) {
        return cors.origins().getFirst().equals(Cors.ANY);
    }
}
