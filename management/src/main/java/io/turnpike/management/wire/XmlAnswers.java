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
        String accept = call.header("Accept").orElse("");
        boolean isJson = json.header("Content-Type").filter(MediaTypes::isJson).isPresent();
        if (!isJson || !MediaTypes.prefersXml(accept) || Dialect.of(call, Dialect.EDGE) != Dialect.EDGE) {
            return json;
        }
        byte[] xml = XmlWriter.write(Json.read(json.body()), root.isEmpty() ? "Answer" : root);
        return json.withBody(MediaTypes.preferredXml(accept) + ";charset=UTF-8", xml);
    }
}
