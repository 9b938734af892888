package io.turnpike.management.proxy;

import static io.turnpike.access.Permission.DEPLOYMENT_READ;
import static io.turnpike.access.Permission.DEPLOYMENT_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Handler;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Views;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// `…/deployments` of organizations, environments, proxies and revisions.
///
/// Source: management-api 6 and 24.2.
public final class DeploymentResource {
    private static final String ORGANIZATION = "/v1/organizations/{org}";
    private static final String ENVIRONMENT = ORGANIZATION + "/environments/{env}";
    private static final String PROXY = "/apis/{api}";
    private static final String REVISION = PROXY + "/revisions/{revision}";
    private static final String DEPLOYMENTS = "/deployments";

    private final DeploymentService deployments;
    private final Views views;

    public DeploymentResource(Storage storage, Clock clock, Views views) {
        this.deployments = new DeploymentService(storage, clock);
        this.views = views;
    }

    public List<Route> routes() {
        String one = ENVIRONMENT + REVISION + DEPLOYMENTS;
        return List.of(
                list(ORGANIZATION + DEPLOYMENTS, Places::ofOrganization),
                list(
                        ENVIRONMENT + DEPLOYMENTS,
                        call -> Places.ofOrganization(call).withEnvironment(call.path("env"))),
                list(
                        ORGANIZATION + PROXY + DEPLOYMENTS,
                        call -> Places.ofOrganization(call).withProxy(call.path("api"))),
                list(ORGANIZATION + REVISION + DEPLOYMENTS, DeploymentResource::revision),
                read(ENVIRONMENT + PROXY + DEPLOYMENTS, "Deployments", this::inEnvironment),
                read(one, "Deployment", this::status),
                new Route("POST", one, DEPLOYMENT_WRITE, call -> deploy(call, revisionInEnvironment(call)))
                        .describedAs(new Description("Deploys a revision", "", "Deployment")
                                .reading("override", "basepath")),
                new Route("DELETE", one, DEPLOYMENT_WRITE, call -> undeploy(call, revisionInEnvironment(call)))
                        .describedAs(new Description("Undeploys a revision", "", "Deployment")),
                new Route(
                                "POST",
                                ORGANIZATION + REVISION + DEPLOYMENTS,
                                DEPLOYMENT_WRITE,
                                call -> act(call, revision(call)))
                        .describedAs(new Description("Deploys or undeploys a revision", "", "Deployment")
                                .reading("env", "action", "override", "basepath")),
                new Route("POST", ORGANIZATION + PROXY + DEPLOYMENTS, DEPLOYMENT_WRITE, call -> act(call, named(call)))
                        .describedAs(new Description("Deploys or undeploys a revision", "", "Deployment")
                                .reading("env", "action", "revision", "override", "basepath")),
                report(one + ":generateDeployChangeReport"),
                report(one + ":generateUndeployChangeReport"));
    }

    private Reply deploy(Call call, Places places) {
        var deployed = deployments.deploy(
                call.caller(), places, DeploymentOrder.of(call).overrides());
        return Reply.json(200, answers(call).one(deployed, "deployed"));
    }

    private Reply undeploy(Call call, Places places) {
        var undeployed = deployments.undeploy(call.caller(), places);
        var view = views.of(call);
        return Reply.json(200, view.isX() ? Map.of() : answers(call).one(undeployed, "undeployed"));
    }

    /// Edge's older form names the environment, and maybe the revision, beside the path.
    private Reply act(Call call, Places revision) {
        var order = DeploymentOrder.of(call);
        var places = revision.withEnvironment(order.environment());
        return order.undeploys() ? undeploy(call, places) : deploy(call, places);
    }

    private Reply status(Call call) {
        var places = revisionInEnvironment(call);
        var found = deployments.list(places);
        if (found.isEmpty()) {
            throw notDeployed(places);
        }
        return Reply.json(200, answers(call).status(found.getFirst()));
    }

    private Reply inEnvironment(Call call) {
        var places =
                Places.ofOrganization(call).withEnvironment(call.path("env")).withProxy(call.path("api"));
        var found = deployments.list(places);
        var view = views.of(call);
        if (found.isEmpty() && !view.isX()) {
            throw notDeployed(places);
        }
        return Reply.json(200, new DeploymentAnswers(view).list(found, places));
    }

    private Route list(String template, Function<Call, Places> places) {
        return read(template, "Deployments", call -> {
            var asked = places.apply(call);
            return Reply.json(200, answers(call).list(deployments.list(asked), asked));
        });
    }

    private DeploymentAnswers answers(Call call) {
        return new DeploymentAnswers(views.of(call));
    }

    private static Route read(String template, String reply, Handler handler) {
        return new Route("GET", template, DEPLOYMENT_READ, handler)
                .describedAs(new Description("Shows what is deployed", "", reply));
    }

    private static Route report(String template) {
        return new Route("POST", template, DEPLOYMENT_READ, _ -> Reply.json(200, Map.of()))
                .describedAs(new Description("Reports nothing: conflicts are told by the deployment", "", "Report"));
    }

    private static Places revision(Call call) {
        return Places.ofOrganization(call).withProxy(call.path("api")).withRevision(call.path("revision"));
    }

    private static Places named(Call call) {
        return Places.ofOrganization(call)
                .withProxy(call.path("api"))
                .withRevision(DeploymentOrder.of(call).revision());
    }

    private static Places revisionInEnvironment(Call call) {
        return revision(call).withEnvironment(call.path("env"));
    }

    private static Refused notDeployed(Places places) {
        return new Refused(new Problem.NotFound(Kind.DEPLOYMENT, places.proxy() + " in " + places.environment()));
    }
}
