package io.turnpike.management.problem;

import io.turnpike.http.Call;
import io.turnpike.http.ProblemWriter;
import io.turnpike.http.Reply;
import io.turnpike.management.wire.Dialect;
import io.turnpike.management.wire.XmlAnswers;
import io.turnpike.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Writes problems as Apigee's clients read them.
///
/// Source: management-api 2.1. In X the portal's client takes the code from
/// `details[0].violations[0].type`, in Edge from `code`. In XML an error is the element `Error` with these members.
public final class ApigeeProblems implements ProblemWriter {
    private static final String TYPES = "type.googleapis.com/google.rpc.";

    private final Dialect fallback;

    /// @param fallback dialect of a call that shows none
    public ApigeeProblems(Dialect fallback) {
        this.fallback = fallback;
    }

    @Override
    public Reply write(Problem problem, Call call) {
        return problem instanceof Problem.BadBundle bundle && Dialect.of(call, fallback) == Dialect.X
                ? Reply.json(400, google(BadBundles.ANSWER, BadBundles.detail(bundle), requestId()))
                : shaped(Catalogue.answer(problem), call);
    }

    @Override
    public Reply writeUnavailable(Call call) {
        return shaped(
                new Answer(
                        503,
                        "UNAVAILABLE",
                        "datastore.ErrorWhileAccessingDataStore",
                        "The management database does not answer; nothing was changed"),
                call);
    }

    @Override
    public Reply writeIncident(String incidentId, Call call) {
        return shaped(
                new Answer(
                        500,
                        "INTERNAL",
                        "messaging.runtime.InternalError",
                        "Internal error; the log has it as incident " + incidentId),
                call);
    }

    private Reply shaped(Answer answer, Call call) {
        Object body = switch (Dialect.of(call, fallback)) {
            case X -> google(answer, requestId());
            case EDGE -> edge(answer);
        };
        return XmlAnswers.wanted(Reply.json(answer.status(), body), "Error", call);
    }

    static Map<String, Object> edge(Answer answer) {
        return members("code", answer.code(), "message", answer.message(), "contexts", List.of());
    }

    static Map<String, Object> google(Answer answer, String requestId) {
        var violation =
                members("type", answer.code(), "subject", "turnpike:" + requestId, "description", answer.message());
        return google(
                answer, members("@type", TYPES + "PreconditionFailure", "violations", List.of(violation)), requestId);
    }

    /// @param detail what clients look at first
    private static Map<String, Object> google(Answer answer, Map<String, Object> detail, String requestId) {
        var details = List.of(detail, members("@type", TYPES + "RequestInfo", "requestId", requestId));
        var error = members(
                "code",
                answer.status(),
                "message",
                answer.message(),
                "status",
                answer.googleStatus(),
                "details",
                details);
        return members("error", error);
    }

    private static String requestId() {
        return Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
    }

    private static Map<String, Object> members(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            members.put((String) namesAndValues[index], namesAndValues[index + 1]);
        }
        return members;
    }
}
