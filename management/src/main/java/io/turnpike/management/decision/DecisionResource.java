package io.turnpike.management.decision;

import static io.turnpike.access.Permission.DECISION_READ;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Fields;
import io.turnpike.problem.Kind;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;

/// `/v1/organizations/{org}/environments/{env}/decisions`
///
/// Source: extensions.md section 9.
public final class DecisionResource {
    private static final String ALL = "/v1/organizations/{org}/environments/{env}/decisions";

    private final DecisionService decisions;

    public DecisionResource(Storage storage, Vault vault, Decisions known, Clock clock) {
        this.decisions = new DecisionService(storage, vault, known, clock);
    }

    public List<Route> routes() {
        return List.of(
                new Route("POST", ALL + ":explain", DECISION_READ, this::explain)
                        .describedAs(new Description(
                                "Tells what would become of a call, and why", "Question", "Explanation")),
                new Route("GET", ALL + "/{decision}", DECISION_READ, this::recorded)
                        .describedAs(new Description(
                                "Reads what was recorded of a call, and tells what it would get now",
                                "",
                                "RecordedDecision")));
    }

    private Reply recorded(Call call) {
        return Reply.json(200, decisions.recorded(call.path("org"), call.path("env"), call.path("decision")));
    }

    private Reply explain(Call call) {
        var asked = QuestionBody.read(Fields.of(call, Kind.DECISION));
        return Reply.json(200, decisions.explain(call.caller(), call.path("org"), call.path("env"), asked));
    }
}
