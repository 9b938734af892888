package io.turnpike.management.organization;

import static io.turnpike.access.Permission.INSTALLATION_WRITE;
import static io.turnpike.access.Permission.ORGANIZATION_READ;
import static io.turnpike.access.Permission.ORGANIZATION_WRITE;
import static io.turnpike.access.Permission.SIGNED_IN;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.operation.Entity;
import io.turnpike.management.operation.Operations;
import io.turnpike.management.organization.OrganizationService.Found;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Views;
import io.turnpike.model.LongRunningOperation.ChangeType;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/// `/v1/organizations`
///
/// Source: management-api 3.
public final class OrganizationResource {
    private static final String ALL = "/v1/organizations";
    private static final String ONE = ALL + "/{org}";
    private static final Set<String> RETENTIONS = Set.of("DELETION_RETENTION_UNSPECIFIED", "MINIMUM");
    private static final Entity<Found> ENTITY = new Entity<>(
            "Organization",
            _ -> "",
            (found, view) -> OrganizationBody.write(found.organization(), found.environments(), view));

    private final OrganizationService organizations;
    private final Operations operations;
    private final Views views;

    public OrganizationResource(Storage storage, Clock clock, Operations operations, Views views) {
        this.organizations = new OrganizationService(storage, clock);
        this.operations = operations;
        this.views = views;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", ALL, SIGNED_IN, this::list)
                        .describedAs(new Description(
                                "Lists the organizations that the caller has a role in", "", "Organizations")),
                new Route("POST", ALL, INSTALLATION_WRITE, this::create)
                        .describedAs(new Description("Makes an organization", "Organization", "Organization")
                                .or("Operation")
                                .answering(200, 201)
                                .reading("parent")),
                new Route("GET", ONE, ORGANIZATION_READ, this::get)
                        .describedAs(new Description("Reads an organization", "", "Organization")),
                new Route("PUT", ONE, ORGANIZATION_WRITE, this::update)
                        .describedAs(new Description("Changes an organization", "Organization", "Organization")
                                .guardedByTag()),
                new Route("POST", ONE, ORGANIZATION_WRITE, this::update)
                        .describedAs(new Description("Changes an organization", "Organization", "Organization")
                                .guardedByTag()),
                new Route("DELETE", ONE, INSTALLATION_WRITE, this::delete)
                        .describedAs(new Description("Deletes an organization", "", "Organization")
                                .guardedByTag()
                                .or("Operation")
                                .reading("retention")),
                new Route("GET", ONE + ":getProjectMapping", ORGANIZATION_READ, this::mapping)
                        .describedAs(new Description("Names the project", "", "OrganizationProjectMapping")),
                new Route("POST", ONE + ":setAddons", ORGANIZATION_WRITE, this::setAddons)
                        .describedAs(new Description("Replaces the add-ons", "Addons", "Organization")
                                .guardedByTag()
                                .or("Operation")));
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

    private Reply create(Call call) {
        var given = OrganizationBody.read(Fields.of(call, Kind.ORGANIZATION));
        var body = given.name().isEmpty() ? given.named(project(call)) : given;
        return organizations.create(
                call.caller(), body, operations.ending(call, body.name(), ChangeType.INSERT, ENTITY));
    }

    private Reply get(Call call) {
        return reply(call, organizations.get(call.path("org")));
    }

    private Reply update(Call call) {
        var body = OrganizationBody.read(Fields.of(call, Kind.ORGANIZATION));
        return reply(call, organizations.update(call.caller(), call.path("org"), EntityTag.expectedBy(call), body));
    }

    private Reply delete(Call call) {
        call.query("retention").filter(given -> !RETENTIONS.contains(given)).ifPresent(_ -> {
            throw Refused.invalid(Kind.REQUEST, "retention", null, "must be DELETION_RETENTION_UNSPECIFIED or MINIMUM");
        });
        return organizations.delete(
                call.caller(), call.path("org"), EntityTag.expectedBy(call), ending(call, ChangeType.DELETE));
    }

    private Reply mapping(Call call) {
        return Reply.json(
                200, listed(organizations.get(call.path("org")).organization().name()));
    }

    private Reply setAddons(Call call) {
        var addons = Fields.of(call, Kind.ORGANIZATION)
                .object("addonsConfig", Kind.ORGANIZATION)
                .map(Addons::read)
                .orElseThrow(() -> Refused.invalid(Kind.ORGANIZATION, "addonsConfig", null, "must be given"));
        var expected = EntityTag.expectedBy(call);
        return organizations.setAddons(
                call.caller(), call.path("org"), expected, addons, ending(call, ChangeType.UPDATE));
    }

    private BiFunction<Work, Found, Reply> ending(Call call, ChangeType type) {
        return operations.ending(call, call.path("org"), type, ENTITY);
    }

    private Reply reply(Call call, Found found) {
        var body = OrganizationBody.write(found.organization(), found.environments(), views.of(call));
        return EntityTag.on(Reply.json(200, body), found.organization().version());
    }

    /// In X an organization has the name of the project that it is made for.
    private static String project(Call call) {
        String parent = call.query("parent").orElse("");
        return parent.startsWith("projects/") ? parent.substring("projects/".length()) : parent;
    }

    private static Map<String, Object> listed(String name) {
        var members = new LinkedHashMap<String, Object>();
        members.put("organization", name);
        members.put("projectId", name);
        members.put("projectIds", List.of(name));
        return members;
    }
}
