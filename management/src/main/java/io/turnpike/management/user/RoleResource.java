package io.turnpike.management.user;

import static io.turnpike.access.Permission.ACCESS_READ;
import static io.turnpike.access.Permission.ACCESS_WRITE;

import io.turnpike.access.ResourcePermission;
import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Fields;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/v1/organizations/{org}/userroles`, and the permissions of a role below it.
///
/// Source: management-api 16.
public final class RoleResource {
    private static final String ALL = "/v1/organizations/{org}/userroles";
    private static final String ONE = ALL + "/{role}";
    private static final String PERMISSIONS = ONE + "/permissions";
    private static final String PERMISSION = PERMISSIONS + "/{permission}";

    private final RoleService roles;

    public RoleResource(Storage storage) {
        this.roles = new RoleService(storage);
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", ALL, ACCESS_READ, this::list).describedAs(new Description("Lists roles", "", "Names")),
                new Route("POST", ALL, ACCESS_WRITE, this::create)
                        .describedAs(new Description("Creates roles", "Roles", "Roles")),
                new Route("GET", ONE, ACCESS_READ, this::get)
                        .describedAs(new Description("Reads a role's name", "", "Role")),
                new Route("DELETE", ONE, ACCESS_WRITE, this::delete)
                        .describedAs(new Description("Deletes a role that nobody holds", "", "Role")),
                new Route("POST", ONE + "/resourcepermissions", ACCESS_WRITE, this::allowAll)
                        .describedAs(new Description(
                                "Adds permissions to a role", "ResourcePermissions", "ResourcePermissions")),
                new Route("GET", PERMISSIONS, ACCESS_READ, this::permissions)
                        .describedAs(new Description(
                                        "Lists the permissions of a role, or that of one path",
                                        "",
                                        "ResourcePermissions")
                                .or("ResourcePermission")
                                .reading("path")),
                new Route("POST", PERMISSIONS, ACCESS_WRITE, this::allow)
                        .describedAs(new Description(
                                        "Adds a permission to a role", "ResourcePermission", "ResourcePermission")
                                .answering(201)),
                new Route("GET", PERMISSION, ACCESS_READ, this::isAllowed)
                        .describedAs(new Description("Tells whether a role has a verb on a path", "", "Truth")
                                .reading("path")),
                new Route("DELETE", PERMISSION, ACCESS_WRITE, this::forbid)
                        .describedAs(new Description("Takes a verb on a path from a role", "", "ResourcePermission")
                                .reading("path")));
    }

    private Reply list(Call call) {
        return Reply.json(200, roles.labels(call.path("org")));
    }

    /// Also takes one role without the list around it.
    private Reply create(Call call) {
        var body = Fields.of(call, Kind.ROLE);
        var names = body.has("role") ? body.names("role", "name") : List.of(body.text("name"));
        if (names.isEmpty()) {
            throw body.invalid("role", "must name a role");
        }
        roles.create(call.caller(), call.path("org"), names);
        return Reply.json(
                200, Map.of("role", names.stream().map(RoleResource::named).toList()));
    }

    private Reply get(Call call) {
        roles.requireKnown(call.path("org"), call.path("role"));
        return Reply.json(200, named(call.path("role")));
    }

    private Reply delete(Call call) {
        roles.delete(call.caller(), call.path("org"), call.path("role"));
        return Reply.json(200, named(call.path("role")));
    }

    private Reply allowAll(Call call) {
        var added = Fields.of(call, Kind.ROLE).objects("resourcePermission", Kind.ROLE).stream()
                .map(PermissionBody::read)
                .toList();
        roles.allow(call.caller(), call.path("org"), call.path("role"), added);
        return Reply.json(200, Map.of("resourcePermission", written(added)));
    }

    private Reply allow(Call call) {
        var added = PermissionBody.read(Fields.of(call, Kind.ROLE));
        roles.allow(call.caller(), call.path("org"), call.path("role"), List.of(added));
        return Reply.json(201, PermissionBody.write(added, null));
    }

    /// All, or that of one path.
    private Reply permissions(Call call) {
        var found = roles.permissions(call.path("org"), call.path("role"));
        if (call.query("path").isPresent()) {
            return Reply.json(200, PermissionBody.write(at(path(call), found), call.path("org")));
        }
        var list = found.stream()
                .map(each -> PermissionBody.write(each, call.path("org")))
                .toList();
        return Reply.json(200, Map.of("resourcePermission", list));
    }

    private Reply isAllowed(Call call) {
        var verb = PermissionBody.requireVerb(call.path("permission"));
        var found = at(path(call), roles.permissions(call.path("org"), call.path("role")));
        return Reply.json(200, Map.of("value", found.verbs().contains(verb)));
    }

    private Reply forbid(Call call) {
        var verb = PermissionBody.requireVerb(call.path("permission"));
        var taken = new ResourcePermission(path(call), Set.of(verb));
        roles.forbid(call.caller(), call.path("org"), call.path("role"), taken);
        return Reply.json(200, PermissionBody.write(taken, null));
    }

    private static String path(Call call) {
        return call.query("path").orElseThrow(() -> Refused.invalid(Kind.REQUEST, "path", null, "must name a path"));
    }

    /// The permission of a path, without verbs where it has none.
    private static ResourcePermission at(String path, List<ResourcePermission> permissions) {
        var none = new ResourcePermission(path, Set.of());
        return permissions.stream()
                .filter(each -> each.path().equals(none.path()))
                .findFirst()
                .orElse(none);
    }

    private static List<PermissionBody> written(List<ResourcePermission> permissions) {
        return permissions.stream()
                .map(each -> PermissionBody.write(each, null))
                .toList();
    }

    private static Map<String, String> named(String label) {
        return Map.of("name", label);
    }
}
