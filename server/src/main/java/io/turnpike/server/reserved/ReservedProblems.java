package io.turnpike.server.reserved;

import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.fault.FaultBody;
import io.turnpike.http.Call;
import io.turnpike.http.ProblemWriter;
import io.turnpike.http.Reply;
import io.turnpike.problem.Problem;

/// Writes problems as the faults that every other call through the gateway gets (runtime 8).
final class ReservedProblems implements ProblemWriter {
    private static final Fault FOREIGN =
            new Fault(403, "messaging.runtime.ForeignOrigin", "A page of another site must not call this", 0);

    @Override
    public Reply write(Problem problem, Call call) {
        return reply(fault(problem, call), call);
    }

    @Override
    public Reply writeUnavailable(Call call) {
        return reply(Fault.UNAVAILABLE, call);
    }

    @Override
    public Reply writeIncident(String incidentId, Call call) {
        return reply(Fault.INTERNAL, call);
    }

    private static Fault fault(Problem problem, Call call) {
        return switch (problem) {
            case Problem.NoSuchRoute _, Problem.NotFound _ ->
                Fault.noRoute(call.header("Host").orElse(""), call.path());
            case Problem.MethodNotAllowed _ -> Fault.METHOD_NOT_ALLOWED;
            case Problem.Forbidden _ -> FOREIGN;
            case Problem.TooLarge _ -> Fault.TOO_BIG_BODY;
            case Problem.TooMany(long seconds) ->
                new Fault(429, "policies.ratelimit.SpikeArrestViolation", "Spike arrest violation", (int) seconds);
            default -> Fault.BAD_REQUEST;
        };
    }

    private static Reply reply(Fault fault, Call call) {
        FaultBody body = FaultBody.of(fault, call.header("Accept").orElse(null));
        Reply reply = Reply.bytes(fault.status(), body.type(), body.bytes());
        return fault.retryAfter() > 0 ? reply.with("Retry-After", Integer.toString(fault.retryAfter())) : reply;
    }

    /// Refuses a credential, or that there is none.
    static Reply challenge(Fault fault, Call call, String realm) {
        boolean isToken = call.header("Authorization").isPresent();
        String scheme = (isToken ? "Bearer" : "ApiKey") + " realm=\"" + realm + "\"";
        String error = isToken
                ? ", error=\"invalid_token\", error_description=\"" + fault.code() + ": " + fault.text() + "\""
                : "";
        return reply(fault, call).with("WWW-Authenticate", scheme + error);
    }
}
