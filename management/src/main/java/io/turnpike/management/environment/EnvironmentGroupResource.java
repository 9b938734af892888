package io.turnpike.management.environment;

import static io.turnpike.access.Permission.ENVIRONMENT_READ;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import java.util.List;
import java.util.Map;

/// `/v1/organizations/{org}/envgroups`
///
/// Source: management-api 5; page tokens are exclusive (1.7).
public final class EnvironmentGroupResource {
    private static final String ALL = "/v1/organizations/{org}/envgroups";
    private static final String ONE = ALL + "/{group}";
    private static final int PAGE = 25;
    private static final int MAX_PAGE = 1_000;

    private final Storage storage;
    private final Views views;

    public EnvironmentGroupResource(Storage storage, Views views) {
        this.storage = storage;
        this.views = views;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", ALL, ENVIRONMENT_READ, this::list)
                        .describedAs(new Description("Lists environment groups", "", "EnvironmentGroups")),
                new Route("GET", ONE, ENVIRONMENT_READ, this::get)
                        .describedAs(new Description("Reads an environment group", "", "EnvironmentGroup")));
    }

    private Reply list(Call call) {
        int size = Paging.count(call, "pageSize", PAGE, MAX_PAGE);
        String after = call.query("pageToken").orElse("");
        var rest = groups(call).stream()
                .filter(group -> group.name().compareTo(after) > 0)
                .toList();
        var page = rest.stream().limit(size).toList();
        var view = views.of(call);
        var members = view.members()
                .value(
                        "environmentGroups",
                        page.stream().map(group -> write(group, view)).toList());
        if (rest.size() > size) {
            members.text("nextPageToken", page.getLast().name());
        }
        return Reply.json(200, members.toMap());
    }

    private Reply get(Call call) {
        String name = call.path("group");
        var group = groups(call).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.ENVIRONMENT_GROUP, name)));
        return Reply.json(200, write(group, views.of(call)));
    }

    private List<EnvironmentGroup> groups(Call call) {
        return storage.read(work -> work.environments()
                .groups(work.organizations().require(call.path("org")).id()));
    }

    private static Map<String, Object> write(EnvironmentGroup group, View view) {
        return view.members()
                .text("name", group.name())
                .value("hostnames", group.hostnames())
                .text("state", "ACTIVE")
                .provenance(group.provenance())
                .toMap();
    }
}
