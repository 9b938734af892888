package io.turnpike.management.organization;

import static io.turnpike.access.Permission.ORGANIZATION_READ;
import static io.turnpike.access.Permission.ORGANIZATION_WRITE;
import static io.turnpike.access.Permission.SIGNED_IN;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.organization.OrganizationService.Found;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Views;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/v1/organizations`
///
/// Source: management-api 3.
public final class OrganizationResource {
    private static final String ALL = "/v1/organizations";
    private static final String ONE = ALL + "/{org}";

    private final OrganizationService organizations;
    private final Views views;

    public OrganizationResource(Storage storage, Clock clock, Views views) {
        this.organizations = new OrganizationService(storage, clock);
        this.views = views;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", ALL, SIGNED_IN, this::list)
                        .describedAs(new Description(
                                "Lists the organizations that the caller has a role in", "", "Organizations")),
                new Route("GET", ONE, ORGANIZATION_READ, this::get)
                        .describedAs(new Description("Reads an organization", "", "Organization")),
                new Route("PUT", ONE, ORGANIZATION_WRITE, this::update)
                        .describedAs(new Description("Changes an organization", "Organization", "Organization")),
                new Route("POST", ONE, ORGANIZATION_WRITE, this::update)
                        .describedAs(new Description("Changes an organization", "Organization", "Organization")));
    }

    private Reply list(Call call) {
        var names =
                organizations.names().stream().filter(call.principal()::knows).toList();
        return switch (views.dialect(call)) {
            case EDGE -> Reply.json(200, names);
            case X ->
                Reply.json(
                        200,
                        Map.of(
                                "organizations",
                                names.stream().map(OrganizationResource::listed).toList()));
        };
    }

    private Reply get(Call call) {
        return reply(call, organizations.get(call.path("org")));
    }

    private Reply update(Call call) {
        var body = OrganizationBody.read(Fields.of(call, Kind.ORGANIZATION));
        return reply(call, organizations.update(call.caller(), call.path("org"), body));
    }

    private Reply reply(Call call, Found found) {
        return Reply.json(200, OrganizationBody.write(found.organization(), found.environments(), views.of(call)));
    }

    private static Map<String, Object> listed(String name) {
        var members = new LinkedHashMap<String, Object>();
        members.put("organization", name);
        members.put("projectId", name);
        members.put("projectIds", List.of(name));
        return members;
    }
}
