package io.turnpike.management.decision;

import io.turnpike.explanation.Explanation;
import io.turnpike.explanation.Question;
import io.turnpike.explanation.Question.Credential;
import io.turnpike.usage.UsageRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A recorded call, asked about again. Its key can be found; its token, query, fields and body are not recorded, and
/// where the decision depends on one, nothing can be told of it now.
record RepeatedCall(UsageRecord.Start start, UsageRecord.Place place) {
    Question question(Credential credential, Instant now) {
        var request = start.request();
        var fields = new LinkedHashMap<>(Map.of("x-forwarded-for", request.clientAddress()));
        if (isGrpc()) {
            fields.put("content-type", "application/grpc");
        }
        return new Question(
                place.environment(),
                credential,
                request.method(),
                request.host(),
                request.path(),
                fields,
                Optional.empty(),
                now.toEpochMilli());
    }

    /// What is missing for an answer; empty if nothing is.
    Optional<String> missing(Explanation explanation) {
        var refusal = explanation.refusal();
        return switch (refusal == null ? "" : refusal.reason()) {
            case "UNREAD_GRAPHQL" ->
                Optional.of("A product judges this call by its GraphQL; neither query nor body is recorded");
            case "MISSING_TOKEN" ->
                start.holder() == null
                        ? Optional.empty()
                        : Optional.of("The proxy takes tokens alone; none is recorded");
            default -> Optional.empty();
        };
    }

    /// Whether the operation that covered the call is the gRPC method that it called: `/weather.Forecast/Get`.
    private boolean isGrpc() {
        var cover = start.cover();
        String path = start.request().path();
        int method = path.indexOf('/', 1);
        if (cover == null
                || method < 2
                || method < path.lastIndexOf('/')
                || !start.request().method().equals("POST")) {
            return false;
        }
        String operation = cover.operation();
        return operation.equals(path.substring(0, method))
                || (operation.startsWith(path.substring(0, method + 1))
                        && List.of(operation.substring(method + 1).split(",")).contains(path.substring(method + 1)));
    }
}
