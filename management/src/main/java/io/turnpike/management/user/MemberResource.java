package io.turnpike.management.user;

import static io.turnpike.access.Permission.ACCESS_READ;
import static io.turnpike.access.Permission.ACCESS_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.UserStore.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `/v1/organizations/{org}/userroles/{role}/users`, and `/v1/userroles/{role}/users` for the whole installation.
///
/// Source: management-api 16.
public final class MemberResource {
    private static final String OF_ORGANIZATION = "/v1/organizations/{org}/userroles/{role}/users";
    private static final String OF_INSTALLATION = "/v1/userroles/{role}/users";

    private final MemberService members;

    public MemberResource(Storage storage) {
        this.members = new MemberService(storage);
    }

    public List<Route> routes() {
        var routes = new ArrayList<>(routes(OF_ORGANIZATION, call -> Optional.of(call.path("org"))));
        routes.addAll(routes(OF_INSTALLATION, _ -> Optional.empty()));
        return routes;
    }

    private List<Route> routes(String all, Function<Call, Optional<String>> organization) {
        String one = all + "/{email}";
        return List.of(
                new Route("GET", all, ACCESS_READ, call -> list(call, organization.apply(call)))
                        .describedAs(new Description("Lists the users who hold a role", "", "Names")),
                new Route("POST", all, ACCESS_WRITE, call -> add(call, organization.apply(call)))
                        .describedAs(new Description("Gives a user a role", "", "UserRoles").reading("id")),
                new Route("GET", one, ACCESS_READ, call -> get(call, organization.apply(call)))
                        .describedAs(new Description("Reads a user who holds a role", "", "User")),
                new Route("DELETE", one, ACCESS_WRITE, call -> remove(call, organization.apply(call)))
                        .describedAs(new Description("Takes a role from a user", "", "")));
    }

    private Reply list(Call call, Optional<String> organization) {
        var names = members.list(organization, call.path("role")).stream()
                .map(User::name)
                .toList();
        return Reply.json(200, names);
    }

    /// The user's name stands in a form, or in the query.
    private Reply add(Call call, Optional<String> organization) {
        String name = call.query("id")
                .or(() -> call.form("id"))
                .orElseThrow(() -> Refused.invalid(Kind.REQUEST, "id", null, "must name a user"));
        var member = members.add(call.caller(), organization, call.path("role"), name);
        return Reply.json(200, UserBody.write(member.user(), member.roles()));
    }

    private Reply get(Call call, Optional<String> organization) {
        return Reply.json(200, UserBody.write(members.get(organization, call.path("role"), call.path("email"))));
    }

    private Reply remove(Call call, Optional<String> organization) {
        members.remove(call.caller(), organization, call.path("role"), call.path("email"));
        return Reply.empty(204);
    }
}
