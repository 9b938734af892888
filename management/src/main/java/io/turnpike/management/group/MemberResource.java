package io.turnpike.management.group;

import static io.turnpike.access.Permission.GROUP_READ;
import static io.turnpike.access.Permission.GROUP_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.Member;
import io.turnpike.model.Member.Role;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `/v1/organizations/{org}/appgroups/{group}/members`, a resource of ours, and the one call that SDKs of Apigee X make
/// about members.
///
/// Source: product-life 5; management-api 14.
final class MemberResource {
    private static final String GROUP = "/v1/organizations/{org}/appgroups/{group}";
    private static final String ALL = GROUP + "/members";
    private static final String ONE = ALL + "/{email}";

    private final MemberService members;

    MemberResource(MemberService members) {
        this.members = members;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", ALL, GROUP_READ, this::list)
                        .describedAs(new Description("Lists the members of an app group", "", "Members")),
                new Route("GET", ONE, GROUP_READ, this::get)
                        .describedAs(new Description("Reads a member", "", "Member")),
                new Route("PUT", ONE, GROUP_WRITE, this::put)
                        .describedAs(new Description("Adds a member, or gives him other roles", "Member", "Member")),
                new Route("DELETE", ONE, GROUP_WRITE, this::delete)
                        .describedAs(new Description("Removes a member", "", "Member")),
                new Route("DELETE", GROUP + "/{email}", GROUP_WRITE, this::deleteAsApigee)
                        .describedAs(new Description("Removes a member, whether there is one or not", "", "")));
    }

    private Reply list(Call call) {
        var list =
                members.list(path(call)).stream().map(MemberResource::written).toList();
        return Reply.json(200, Map.of("members", list));
    }

    private Reply get(Call call) {
        return Reply.json(200, written(members.get(path(call), call.path("email"))));
    }

    private Reply put(Call call) {
        var body = Fields.of(call, Kind.MEMBER).onlyKnown(Set.of("email", "roles"));
        String email = call.path("email");
        if (body.has("email") && !body.text("email").equalsIgnoreCase(email)) {
            throw body.invalid("email", "in the URL does not match the payload");
        }
        return Reply.json(200, written(members.put(call.caller(), path(call), email, roles(body))));
    }

    private Reply delete(Call call) {
        return Reply.json(200, written(members.remove(call.caller(), path(call), call.path("email"))));
    }

    /// What has no `@` is another resource, which nobody deletes.
    private Reply deleteAsApigee(Call call) {
        String email = call.path("email");
        if (!email.contains("@")) {
            throw new Refused(new Problem.NoSuchRoute(call.path()));
        }
        members.removeDeveloper(call.caller(), path(call), email);
        return Reply.empty(204);
    }

    private static GroupPath path(Call call) {
        return GroupPath.of(Kind.APP_GROUP, call);
    }

    private static List<Role> roles(Fields body) {
        var roles = new ArrayList<Role>();
        for (String word : body.list("roles")) {
            try {
                roles.add(Role.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException _) {
                throw body.invalid("roles", "must be a list of owner, developer, viewer, billing");
            }
        }
        return roles;
    }

    private static Map<String, Object> written(Member member) {
        var written = new LinkedHashMap<String, Object>();
        written.put("email", member.email());
        written.put("roles", member.roles().stream().map(Roles::word).toList());
        return written;
    }
}
