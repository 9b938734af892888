package io.turnpike.management.user;

import static io.turnpike.access.Permission.ACCESS_READ;
import static io.turnpike.access.Permission.ACCESS_WRITE;

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
import java.util.function.Consumer;

/// `/v1/users`
///
/// Source: management-api 16.
public final class UserResource {
    private static final String ALL = "/v1/users";
    private static final String ONE = ALL + "/{email}";

    private final UserService users;
    private final Consumer<String> unlock;

    /// @param unlock forgets the failed attempts to sign in with a name
    public UserResource(Storage storage, Consumer<String> unlock) {
        this.users = new UserService(storage);
        this.unlock = unlock;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", ALL, ACCESS_READ, this::list).describedAs(new Description("Lists users", "", "Names")),
                new Route("POST", ALL, ACCESS_WRITE, this::create)
                        .describedAs(new Description("Creates a user", "User", "User").answering(201)),
                new Route("GET", ONE, ACCESS_READ, this::get).describedAs(new Description("Reads a user", "", "User")),
                new Route("PUT", ONE, ACCESS_WRITE, this::update)
                        .describedAs(new Description("Changes a user's names or password", "User", "User")),
                new Route("DELETE", ONE, ACCESS_WRITE, this::delete)
                        .describedAs(new Description("Deletes a user", "", "User")),
                new Route("GET", ONE + "/userroles", ACCESS_READ, this::roles)
                        .describedAs(new Description("Lists the roles that a user holds", "", "HeldRoles")),
                new Route("POST", ONE + "/status", ACCESS_WRITE, this::setStatus)
                        .describedAs(new Description("Unlocks a user after failed attempts to sign in", "", "")
                                .reading("action")));
    }

    private Reply list(Call call) {
        return Reply.json(200, users.names());
    }

    private Reply create(Call call) {
        var body = UserBody.readNew(Fields.of(call, Kind.USER));
        return Reply.json(201, UserBody.write(users.create(call.caller(), body)));
    }

    private Reply get(Call call) {
        return Reply.json(200, UserBody.write(users.get(call.path("email"))));
    }

    private Reply update(Call call) {
        var body = UserBody.read(Fields.of(call, Kind.USER));
        return Reply.json(200, UserBody.write(users.update(call.caller(), call.path("email"), body)));
    }

    private Reply delete(Call call) {
        return Reply.json(200, UserBody.write(users.delete(call.caller(), call.path("email"))));
    }

    private Reply roles(Call call) {
        return Reply.json(200, Map.of("role", users.roles(users.get(call.path("email")))));
    }

    private Reply setStatus(Call call) {
        if (!call.query("action").orElse("").equals("unlock")) {
            throw Refused.invalid(Kind.REQUEST, "action", null, "must be unlock");
        }
        unlock.accept(users.get(call.path("email")).name());
        return Reply.empty(204);
    }
}
