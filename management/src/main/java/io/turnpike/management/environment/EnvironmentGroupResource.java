package io.turnpike.management.environment;

import static io.turnpike.access.Permission.ENVIRONMENT_READ;
import static io.turnpike.access.Permission.ENVIRONMENT_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.operation.Entity;
import io.turnpike.management.operation.Operations;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.TokenPage;
import io.turnpike.management.wire.UpdateMask;
import io.turnpike.management.wire.Views;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.LongRunningOperation.ChangeType;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;

/// `/v1/organizations/{org}/envgroups`
///
/// Source: management-api 5; page tokens are exclusive (1.7).
final class EnvironmentGroupResource {
    static final String ALL = "/v1/organizations/{org}/envgroups";
    static final String ONE = ALL + "/{group}";
    static final int PAGE = 25;
    static final int MAX_PAGE = 1_000;

    private static final Entity<EnvironmentGroup> ENTITY =
            new Entity<>("EnvironmentGroup", each -> "/envgroups/" + each.name(), GroupBody::write);

    private final EnvironmentGroupService groups;
    private final Operations operations;
    private final Views views;

    EnvironmentGroupResource(Storage storage, Clock clock, Operations operations, Views views) {
        this.groups = new EnvironmentGroupService(storage, clock);
        this.operations = operations;
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", ALL, ENVIRONMENT_READ, this::list)
                        .describedAs(new Description("Lists environment groups", "", "EnvironmentGroups")
                                .reading("pageSize", "pageToken")),
                new Route("POST", ALL, ENVIRONMENT_WRITE, this::create)
                        .describedAs(
                                new Description("Makes an environment group", "EnvironmentGroup", "EnvironmentGroup")
                                        .or("Operation")
                                        .answering(200, 201)
                                        .reading("name")),
                new Route("GET", ONE, ENVIRONMENT_READ, this::get)
                        .describedAs(new Description("Reads an environment group", "", "EnvironmentGroup")),
                new Route("PATCH", ONE, ENVIRONMENT_WRITE, this::patch)
                        .describedAs(
                                new Description("Changes an environment group", "EnvironmentGroup", "EnvironmentGroup")
                                        .guardedByTag()
                                        .or("Operation")
                                        .reading("updateMask")),
                new Route("DELETE", ONE, ENVIRONMENT_WRITE, this::delete)
                        .describedAs(new Description("Deletes an environment group", "", "EnvironmentGroup")
                                .guardedByTag()
                                .or("Operation")));
    }

    private Reply list(Call call) {
        var page = TokenPage.of(call, PAGE, MAX_PAGE).of(groups.list(call.path("org")), EnvironmentGroup::name);
        var view = views.of(call);
        var members = view.members()
                .value(
                        "environmentGroups",
                        page.map(group -> GroupBody.write(group, view)).items());
        page.next().ifPresent(token -> members.text("nextPageToken", token));
        return Reply.json(200, members.toMap());
    }

    private Reply create(Call call) {
        var body = GroupBody.read(Fields.of(call, Kind.ENVIRONMENT_GROUP));
        var named = call.query("name").map(body::named).orElse(body);
        return groups.create(call.caller(), call.path("org"), named, ending(call, ChangeType.INSERT));
    }

    private Reply get(Call call) {
        var group = groups.get(place(call));
        return EntityTag.on(Reply.json(200, GroupBody.write(group, views.of(call))), group.version());
    }

    private Reply patch(Call call) {
        var fields = Fields.of(call, Kind.ENVIRONMENT_GROUP);
        return groups.patch(
                call.caller(),
                place(call),
                EntityTag.expectedBy(call),
                GroupBody.read(fields),
                UpdateMask.of(call, fields, GroupBody.CHANGEABLE),
                ending(call, ChangeType.UPDATE));
    }

    private Reply delete(Call call) {
        return groups.delete(call.caller(), place(call), EntityTag.expectedBy(call), ending(call, ChangeType.DELETE));
    }

    private BiFunction<Work, EnvironmentGroup, Reply> ending(Call call, ChangeType type) {
        return operations.ending(call, call.path("org"), type, ENTITY);
    }

    static Place place(Call call) {
        return new Place(call.path("org"), call.path("group"));
    }
}
