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
import io.turnpike.management.wire.UpdateMask;
import io.turnpike.management.wire.Views;
import io.turnpike.model.Environment;
import io.turnpike.model.LongRunningOperation.ChangeType;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;

/// `/v1/organizations/{org}/environments`
///
/// Source: management-api 4.
final class EnvironmentResource {
    private static final String ALL = "/v1/organizations/{org}/environments";
    private static final String ONE = ALL + "/{env}";
    private static final Entity<Environment> ENTITY =
            new Entity<>("Environment", each -> "/environments/" + each.name(), EnvironmentBody::write);

    private final EnvironmentService environments;
    private final Operations operations;
    private final Views views;

    EnvironmentResource(Storage storage, Clock clock, Operations operations, Views views) {
        this.environments = new EnvironmentService(storage, clock);
        this.operations = operations;
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", ALL, ENVIRONMENT_READ, this::list)
                        .describedAs(new Description("Lists environments", "", "Names")),
                new Route("POST", ALL, ENVIRONMENT_WRITE, this::create)
                        .describedAs(new Description("Makes an environment", "Environment", "Environment")
                                .or("Operation")
                                .answering(200, 201)
                                .reading("name")),
                new Route("GET", ONE, ENVIRONMENT_READ, this::get)
                        .describedAs(new Description("Reads an environment", "", "Environment")),
                new Route("PUT", ONE, ENVIRONMENT_WRITE, this::replace)
                        .describedAs(new Description("Replaces an environment", "Environment", "Environment")
                                .guardedByTag()),
                new Route("POST", ONE, ENVIRONMENT_WRITE, this::replace)
                        .describedAs(new Description("Replaces an environment", "Environment", "Environment")
                                .guardedByTag()),
                new Route("PATCH", ONE, ENVIRONMENT_WRITE, this::patch)
                        .describedAs(new Description("Changes an environment", "Environment", "Environment")
                                .guardedByTag()
                                .or("Operation")
                                .reading("updateMask")),
                new Route("DELETE", ONE, ENVIRONMENT_WRITE, this::delete)
                        .describedAs(new Description("Deletes an environment", "", "Environment")
                                .guardedByTag()
                                .or("Operation")));
    }

    private Reply list(Call call) {
        return Reply.json(200, environments.names(call.path("org")));
    }

    private Reply create(Call call) {
        var body = EnvironmentBody.read(Fields.of(call, Kind.ENVIRONMENT));
        var named = call.query("name").map(body::named).orElse(body);
        return environments.create(call.caller(), call.path("org"), named, ending(call, ChangeType.INSERT));
    }

    private Reply get(Call call) {
        return reply(call, environments.get(call.path("org"), call.path("env")));
    }

    private Reply replace(Call call) {
        var body = EnvironmentBody.read(Fields.of(call, Kind.ENVIRONMENT));
        return reply(call, environments.replace(call.caller(), place(call), EntityTag.expectedBy(call), body));
    }

    private Reply patch(Call call) {
        var fields = Fields.of(call, Kind.ENVIRONMENT);
        return environments.patch(
                call.caller(),
                place(call),
                EntityTag.expectedBy(call),
                EnvironmentBody.read(fields),
                UpdateMask.of(call, fields, EnvironmentBody.CHANGEABLE),
                ending(call, ChangeType.UPDATE));
    }

    private Reply delete(Call call) {
        return environments.delete(
                call.caller(), place(call), EntityTag.expectedBy(call), ending(call, ChangeType.DELETE));
    }

    private BiFunction<Work, Environment, Reply> ending(Call call, ChangeType type) {
        return operations.ending(call, call.path("org"), type, ENTITY);
    }

    private Reply reply(Call call, Environment environment) {
        var reply = Reply.json(200, EnvironmentBody.write(environment, views.of(call)));
        return EntityTag.on(reply, environment.version());
    }

    private static Place place(Call call) {
        return new Place(call.path("org"), call.path("env"));
    }
}
