package io.turnpike.management.space;

import static io.turnpike.access.Permission.ORGANIZATION_READ;
import static io.turnpike.access.Permission.ORGANIZATION_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.TokenPage;
import io.turnpike.management.wire.UpdateMask;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.model.Named;
import io.turnpike.model.Space;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// `/v1/organizations/{org}/spaces`
///
/// Source: management-api 19; page tokens are exclusive (1.7).
public final class SpaceResource {
    private static final String ALL = "/v1/organizations/{org}/spaces";
    private static final String ONE = ALL + "/{space}";
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 1_000;
    private static final Set<String> CHANGEABLE = Set.of("displayName");

    private final SpaceService spaces;
    private final Views views;

    public SpaceResource(Storage storage, Clock clock, Views views) {
        this.spaces = new SpaceService(storage, clock);
        this.views = views;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", ALL, ORGANIZATION_READ, this::list)
                        .describedAs(new Description("Lists spaces", "", "Spaces").reading("pageSize", "pageToken")),
                new Route("POST", ALL, ORGANIZATION_WRITE, this::create)
                        .describedAs(new Description("Creates a space", "Space", "Space").reading("spaceId")),
                new Route("GET", ONE, ORGANIZATION_READ, this::get)
                        .describedAs(new Description("Reads a space", "", "Space")),
                new Route("PATCH", ONE, ORGANIZATION_WRITE, this::patch)
                        .describedAs(new Description("Changes a space", "Space", "Space")
                                .guardedByTag()
                                .reading("updateMask")),
                new Route("DELETE", ONE, ORGANIZATION_WRITE, this::delete)
                        .describedAs(new Description("Deletes an empty space", "", "DeletedSpace").guardedByTag()),
                new Route("GET", ONE + ":getIamPolicy", ORGANIZATION_READ, this::policy)
                        .describedAs(new Description("Reads the policy of a space", "", "Policy")),
                new Route("POST", ONE + ":setIamPolicy", ORGANIZATION_WRITE, this::setPolicy)
                        .describedAs(new Description("Replaces the policy of a space", "SetPolicy", "Policy")
                                .guardedByTag()),
                new Route("POST", ONE + ":testIamPermissions", ORGANIZATION_READ, this::testPermissions)
                        .describedAs(new Description("Tells what the caller may do", "Permissions", "Permissions")));
    }

    private Reply list(Call call) {
        var page = TokenPage.of(call, PAGE, MAX_PAGE).of(spaces.list(call.path("org")), Named::name);
        var view = views.of(call);
        var members = view.members()
                .value("spaces", page.map(space -> write(space, view)).items());
        page.next().ifPresent(token -> members.text("nextPageToken", token));
        return Reply.json(200, members.toMap());
    }

    /// Some clients name the space in the body.
    private Reply create(Call call) {
        var body = Fields.of(call, Kind.SPACE);
        String name = call.query("spaceId").orElseGet(() -> body.text("name"));
        var space = new Space(body.text("displayName"), List.of());
        return reply(call, spaces.create(call.caller(), call.path("org"), name, space));
    }

    private Reply get(Call call) {
        return reply(call, named(call));
    }

    private Reply patch(Call call) {
        var body = Fields.of(call, Kind.SPACE);
        var mask = UpdateMask.of(call, body, CHANGEABLE);
        body.requireName(call.path("space"));
        return reply(call, change(call, former -> patched(former.content(), body, mask)));
    }

    private Reply delete(Call call) {
        spaces.delete(call.caller(), call.path("org"), call.path("space"), EntityTag.expectedBy(call));
        return Reply.json(200, Map.of());
    }

    private Reply policy(Call call) {
        return PolicyBody.reply(named(call), views.of(call));
    }

    private Reply setPolicy(Call call) {
        var policy = PolicyBody.read(Fields.of(call, Kind.SPACE));
        return PolicyBody.reply(change(call, policy::replacing), views.of(call));
    }

    private Reply testPermissions(Call call) {
        var asked = Fields.of(call, Kind.SPACE).list("permissions");
        var granted = asked.stream()
                .filter(permission -> IamPermission.of(permission)
                        .filter(known -> call.principal().may(known.in(call.path("org"))))
                        .isPresent())
                .toList();
        return Reply.json(
                200, views.of(call).members().list("permissions", granted).toMap());
    }

    private Named<Space> change(Call call, Function<Named<Space>, Space> change) {
        var expected = EntityTag.expectedBy(call);
        return spaces.change(call.caller(), call.path("org"), call.path("space"), expected, change);
    }

    private Named<Space> named(Call call) {
        return spaces.get(call.path("org"), call.path("space"));
    }

    private Reply reply(Call call, Named<Space> space) {
        return EntityTag.on(Reply.json(200, write(space, views.of(call))), space.version());
    }

    private static Space patched(Space former, Fields body, UpdateMask mask) {
        return mask.names("displayName") ? new Space(body.text("displayName"), former.bindings()) : former;
    }

    /// Times are of RFC 3339, unlike everywhere else.
    private static Map<String, Object> write(Named<Space> space, View view) {
        return view.members()
                .text("name", space.name())
                .text("displayName", space.content().displayName())
                .text("createTime", space.provenance().createdAt().toString())
                .text("updateTime", space.provenance().lastModifiedAt().toString())
                .toMap();
    }
}
