package io.turnpike.management.group;

import static io.turnpike.access.Permission.GROUP_READ;
import static io.turnpike.access.Permission.GROUP_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.attribute.AttributeResource;
import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Views;
import io.turnpike.model.Attributes;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// `/v1/organizations/{org}/appgroups` or `/v1/organizations/{org}/companies`
///
/// Source: management-api 14, 15.
final class GroupResource implements AttributeResource.Owner {
    private final Rendering rendering;
    private final GroupService groups;
    private final Views views;

    GroupResource(Rendering rendering, Storage storage, Clock clock, Views views) {
        this.rendering = rendering;
        this.groups = new GroupService(storage, clock, rendering);
        this.views = views;
    }

    List<Route> routes() {
        String all = "/v1/organizations/{org}/" + rendering.segment();
        String one = all + "/{group}";
        var title = rendering.title();
        String schema = title.schema();
        var access = new AttributeResource.Access(GROUP_READ, GROUP_WRITE);
        var routes = new ArrayList<>(List.of(
                new Route("GET", all, GROUP_READ, this::list)
                        .describedAs(new Description("Lists " + title.many(), "", title.listSchema())
                                .reading(rendering.parameters())),
                new Route("POST", all, GROUP_WRITE, this::create)
                        .describedAs(new Description("Creates " + title.one(), schema, schema).answering(201)),
                new Route("GET", one, GROUP_READ, this::get)
                        .describedAs(new Description("Reads " + title.one(), "", schema)),
                new Route("PUT", one, GROUP_WRITE, this::put)
                        .describedAs(new Description("Replaces " + title.one() + ", or sets its status", schema, schema)
                                .guardedByTag()
                                .answering(200, 204)
                                .reading("action")),
                new Route("POST", one, GROUP_WRITE, this::setStatus)
                        .describedAs(new Description("Makes " + title.one() + " active or inactive", "", "")
                                .guardedByTag()
                                .reading("action")),
                new Route("DELETE", one, GROUP_WRITE, this::delete)
                        .describedAs(new Description("Deletes " + title.one() + " with apps and keys", "", schema)
                                .guardedByTag())));
        routes.addAll(new AttributeResource(one, access, OurNames.GROUP, this, views).routes());
        return routes;
    }

    @Override
    public Attributes read(Call call) {
        return rendering.visible(groups.get(path(call)).group().details().attributes());
    }

    /// Only a call that deletes the attribute which holds the members means them.
    @Override
    public Attributes change(Call call, UnaryOperator<Attributes> change) {
        boolean keepsMembers =
                rendering.kind() == Kind.COMPANY || !call.method().equals("DELETE");
        return rendering.visible(groups.changeAttributes(call.caller(), path(call), change, keepsMembers));
    }

    private Reply list(Call call) {
        return Reply.json(200, rendering.list(call, groups, views.of(call)));
    }

    private Reply create(Call call) {
        var body = rendering.read(Fields.of(call, rendering.kind()));
        return reply(201, call, groups.create(call.caller(), call.path("org"), body));
    }

    private Reply get(Call call) {
        return reply(200, call, groups.get(path(call)));
    }

    private Reply put(Call call) {
        return call.query("action").isPresent() ? setStatus(call) : update(call);
    }

    private Reply update(Call call) {
        var body = rendering.read(Fields.of(call, rendering.kind()));
        return reply(200, call, groups.update(call.caller(), path(call), body, EntityTag.expectedBy(call)));
    }

    /// Source: management-api 1.4 and 20, row 11: clients put or post it.
    private Reply setStatus(Call call) {
        boolean active = switch (call.query("action").orElse("")) {
            case "active" -> true;
            case "inactive" -> false;
            default -> throw Refused.invalid(Kind.REQUEST, "action", null, "must be active or inactive");
        };
        var known = groups.setActive(call.caller(), path(call), active, EntityTag.expectedBy(call));
        boolean readsBack = rendering.readsBackStatus() && call.method().equals("PUT");
        return readsBack ? reply(200, call, known) : Reply.empty(204);
    }

    private Reply delete(Call call) {
        return reply(200, call, groups.delete(call.caller(), path(call), EntityTag.expectedBy(call)));
    }

    private GroupPath path(Call call) {
        return GroupPath.of(rendering.kind(), call);
    }

    private Reply reply(int status, Call call, KnownGroup known) {
        var body = rendering.write(known, call.path("org"), views.of(call));
        return EntityTag.on(Reply.json(status, body), known.group().version());
    }
}
