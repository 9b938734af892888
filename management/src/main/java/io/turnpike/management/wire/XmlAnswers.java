package io.turnpike.management.wire;

import io.turnpike.http.Call;
import io.turnpike.http.Filter;
import io.turnpike.http.Handler;
import io.turnpike.http.Json;
import io.turnpike.http.Reply;

/// Turns answers in JSON into XML for callers of Edge who rank it higher; the element around all is called like the
/// answer's schema.
///
/// Source: ruling 5; management-api 1.3. What lies outside `/v1` has no dialect, and stays as it is.
public final class XmlAnswers implements Filter {
    @Override
    public Reply apply(Call call, Handler next) {
        Reply reply = next.handle(call);
        return call.path().startsWith("/v1/") ? wanted(reply, call.description().reply(), call) : reply;
    }

    /// The answer in the form that the caller wants.
    ///
    /// @param root name of the element around all
    public static Reply wanted(Reply json, String root, Call call) {
        boolean isJson = json.header("Content-Type").filter(MediaTypes::isJson).isPresent();
        if (!isJson || !areWanted(call)) {
            return json;
        }
        byte[] xml = XmlWriter.write(Json.read(json.body()), root.isEmpty() ? "Answer" : root);
        return json.withBody(MediaTypes.preferredXml(accept(call)) + ";charset=UTF-8", xml);
    }

    /// Whether the caller is one of Edge, and ranks XML higher than JSON.
    public static boolean areWanted(Call call) {
        return MediaTypes.prefersXml(accept(call)) && Dialect.of(call, Dialect.EDGE) == Dialect.EDGE;
    }

    private static String accept(Call call) {
        return call.header("Accept").orElse("");
    }
}
