package io.turnpike.management.environment;

import static io.turnpike.access.Permission.ENVIRONMENT_READ;
import static io.turnpike.access.Permission.ENVIRONMENT_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Views;
import io.turnpike.model.Environment;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;

/// `/v1/organizations/{org}/environments`
///
/// Source: management-api 4.
public final class EnvironmentResource {
    private static final String ALL = "/v1/organizations/{org}/environments";
    private static final String ONE = ALL + "/{env}";

    private final EnvironmentService environments;
    private final Views views;

    public EnvironmentResource(Storage storage, Clock clock, Views views) {
        this.environments = new EnvironmentService(storage, clock);
        this.views = views;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", ALL, ENVIRONMENT_READ, this::list)
                        .describedAs(new Description("Lists environments", "", "Names")),
                new Route("GET", ONE, ENVIRONMENT_READ, this::get)
                        .describedAs(new Description("Reads an environment", "", "Environment")),
                new Route("PUT", ONE, ENVIRONMENT_WRITE, this::update)
                        .describedAs(new Description("Replaces an environment", "Environment", "Environment")),
                new Route("POST", ONE, ENVIRONMENT_WRITE, this::update)
                        .describedAs(new Description("Replaces an environment", "Environment", "Environment")));
    }

    private Reply list(Call call) {
        return Reply.json(200, environments.names(call.path("org")));
    }

    private Reply get(Call call) {
        return reply(call, environments.get(call.path("org"), call.path("env")));
    }

    private Reply update(Call call) {
        var body = EnvironmentBody.read(Fields.of(call, Kind.ENVIRONMENT));
        return reply(call, environments.update(call.caller(), call.path("org"), call.path("env"), body));
    }

    private Reply reply(Call call, Environment environment) {
        return Reply.json(200, EnvironmentBody.write(environment, views.of(call)));
    }
}
