package io.turnpike.management.environment;

import static io.turnpike.access.Permission.ENVIRONMENT_READ;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Views;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import java.util.List;

/// `…/deployedIngressConfig` of organizations and environment groups.
///
/// Source: management-api 3 and 5.
final class IngressResource {
    private static final String CONFIG = "/deployedIngressConfig";

    private final Storage storage;
    private final Views views;

    IngressResource(Storage storage, Views views) {
        this.storage = storage;
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/v1/organizations/{org}" + CONFIG, ENVIRONMENT_READ, this::ofOrganization)
                        .describedAs(new Description("Shows where calls go", "", "IngressConfig").reading("view")),
                new Route("GET", EnvironmentGroupResource.ONE + CONFIG, ENVIRONMENT_READ, this::ofGroup)
                        .describedAs(
                                new Description("Shows where calls to a group's hosts go", "", "EnvironmentGroupConfig")
                                        .reading("view")));
    }

    private Reply ofOrganization(Call call) {
        boolean full = isFull(call);
        var view = views.of(call);
        return storage.read(work -> {
            var organization = work.organizations().require(call.path("org"));
            var rules = new RoutingRules(work, organization);
            var groups = work.environmentGroups().list(organization.id()).stream()
                    .map(group -> rules.write(group, full, view))
                    .toList();
            return Reply.json(
                    200,
                    view.members()
                            .text("name", "organizations/" + organization.name() + CONFIG)
                            .list("environmentGroups", groups)
                            .toMap());
        });
    }

    private Reply ofGroup(Call call) {
        boolean full = isFull(call);
        var view = views.of(call);
        return storage.read(work -> {
            var organization = work.organizations().require(call.path("org"));
            var group = work.environmentGroups().require(organization.id(), call.path("group"));
            return Reply.json(200, new RoutingRules(work, organization).write(group, full, view));
        });
    }

    private static boolean isFull(Call call) {
        return switch (call.query("view").orElse("BASIC")) {
            case "FULL" -> true;
            case "BASIC", "INGRESS_CONFIG_VIEW_UNSPECIFIED" -> false;
            default -> throw Refused.invalid(Kind.REQUEST, "view", null, "must be BASIC or FULL");
        };
    }
}
