package io.turnpike.oauth.endpoint;

import io.turnpike.http.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/// The forms of answers. None of them may be kept by anybody on the way (RFC 6749 5.1).
public final class Answers {
    private Answers() {}

    public static Reply ok(Map<String, ?> members) {
        return unkept(Reply.json(200, members));
    }

    /// @param realm name of the environment
    public static Reply refused(OAuthError error, boolean apigeeFormat, String realm) {
        var members = new LinkedHashMap<String, String>();
        members.put(apigeeFormat ? "ErrorCode" : "error", error.code());
        members.put(apigeeFormat ? "Error" : "error_description", error.description());
        var reply = unkept(Reply.json(error.status(), members));
        return error.status() == 401 ? reply.with("WWW-Authenticate", "Basic realm=\"" + realm + "\"") : reply;
    }

    public static Reply unkept(Reply reply) {
        return reply.with("Cache-Control", "no-store").with("Pragma", "no-cache");
    }
}
