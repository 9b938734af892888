package io.turnpike.management.operation;

import static io.turnpike.access.Permission.ORGANIZATION_READ;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Paging;
import io.turnpike.model.LongRunningOperation;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `/v1/organizations/{org}/operations`. Those of an organization that was deleted can still be read one by one:
/// its deletion is polled like any other change.
///
/// Source: management-api 4.
public final class OperationResource {
    private static final String ALL = "/v1/organizations/{org}/operations";
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final Storage storage;

    public OperationResource(Storage storage) {
        this.storage = storage;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", ALL, ORGANIZATION_READ, this::list)
                        .describedAs(new Description("Lists operations, newest first", "", "Operations")
                                .reading("pageSize", "pageToken")),
                new Route("GET", ALL + "/{operation}", ORGANIZATION_READ, this::get)
                        .describedAs(new Description("Reads an operation", "", "Operation")));
    }

    private Reply list(Call call) {
        int size = Paging.count(call, "pageSize", PAGE, MAX_PAGE);
        var found = storage.read(work -> page(work, call, size + 1));
        var page = found.stream().limit(size).toList();
        var members = new LinkedHashMap<String, Object>();
        members.put("operations", page.stream().map(OperationBody::write).toList());
        if (found.size() > size) {
            members.put("nextPageToken", page.getLast().id().toString());
        }
        return Reply.json(200, members);
    }

    private Reply get(Call call) {
        String id = call.path("operation");
        var found = storage.read(work -> find(work, call.path("org"), id));
        return found.map(operation -> Reply.json(200, OperationBody.write(operation)))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.LONG_RUNNING_OPERATION, id)));
    }

    private static List<LongRunningOperation> page(Work work, Call call, int count) {
        String organization = work.organizations().require(call.path("org")).name();
        var after = call.query("pageToken")
                .map(token -> find(work, organization, token)
                        .orElseThrow(() ->
                                Refused.invalid(Kind.REQUEST, "pageToken", null, "must be one that a list gave")));
        return work.longRunningOperations()
                .list(organization, after.map(LongRunningOperation::id).orElse(null), count);
    }

    private static Optional<LongRunningOperation> find(Work work, String organization, String id) {
        try {
            return work.longRunningOperations().find(organization, UUID.fromString(id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
