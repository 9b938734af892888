package io.turnpike.management;

import io.turnpike.http.Route;
import io.turnpike.http.Surface;
import io.turnpike.management.access.DenialLog;
import io.turnpike.management.access.SignIn;
import io.turnpike.management.app.AppRoutes;
import io.turnpike.management.audit.AuditResource;
import io.turnpike.management.bulk.ImportResource;
import io.turnpike.management.change.Enforced;
import io.turnpike.management.change.NodeResource;
import io.turnpike.management.change.Receipts;
import io.turnpike.management.decision.DecisionResource;
import io.turnpike.management.decision.Decisions;
import io.turnpike.management.developer.DeveloperResource;
import io.turnpike.management.environment.EnvironmentRoutes;
import io.turnpike.management.group.GroupRoutes;
import io.turnpike.management.keyvalue.KeyValueRoutes;
import io.turnpike.management.monetization.MonetizationRoutes;
import io.turnpike.management.named.NamedResource;
import io.turnpike.management.oauth.AuthorizationResource;
import io.turnpike.management.oauth.SigningKeyResource;
import io.turnpike.management.operation.OperationResource;
import io.turnpike.management.operation.Operations;
import io.turnpike.management.organization.OrganizationResource;
import io.turnpike.management.problem.ApigeeProblems;
import io.turnpike.management.product.ProductResource;
import io.turnpike.management.proxy.DeploymentResource;
import io.turnpike.management.proxy.ProxyResource;
import io.turnpike.management.serviceaccount.ServiceAccountResource;
import io.turnpike.management.space.SpaceResource;
import io.turnpike.management.stats.StatsResource;
import io.turnpike.management.system.DocsPage;
import io.turnpike.management.system.OpenApi;
import io.turnpike.management.system.SystemResource;
import io.turnpike.management.user.MemberResource;
import io.turnpike.management.user.RoleResource;
import io.turnpike.management.user.UserResource;
import io.turnpike.management.wire.DialectPaths;
import io.turnpike.management.wire.Views;
import io.turnpike.management.wire.XmlAnswers;
import io.turnpike.secret.Vault;
import io.turnpike.storage.NodeRegistry;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Everything that the management port serves.
public final class ManagementApi {
    private final Node node;
    private final ManagementConfig config;

    public ManagementApi(Node node, ManagementConfig config) {
        this.node = node;
        this.config = config;
    }

    public Surface surface() {
        var storage = node.storage();
        var signIn = new SignIn(storage, node.vault(), config.access(), node.clock());
        var routes = new ArrayList<>(routes(new Views(storage, config.dialect())));
        routes.addAll(new DocsPage().routes());
        routes.addAll(new UserResource(storage, signIn::unlock).routes());
        routes.addAll(new SystemResource(
                        node.health().ready(), () -> node.health().metrics().get() + signIn.metrics())
                .routes());
        routes.add(new OpenApi(routes).route());
        return new Surface(
                routes,
                signIn,
                new DenialLog(storage, millis()),
                new ApigeeProblems(config.dialect()),
                new DialectPaths(),
                List.of(new XmlAnswers(), new Receipts(node.enforced())));
    }

    private List<Route> routes(Views views) {
        var storage = node.storage();
        var clock = millis();
        var routes = new ArrayList<Route>();
        var operations = new Operations(clock, views);
        routes.addAll(new OrganizationResource(storage, clock, operations, views).routes());
        routes.addAll(new OperationResource(storage).routes());
        routes.addAll(new EnvironmentRoutes(storage, clock, operations, views).routes());
        routes.addAll(new ProxyResource(storage, clock, views).routes());
        routes.addAll(new DeploymentResource(storage, clock, views).routes());
        routes.addAll(NamedResource.routes(storage, node.vault(), clock, views));
        routes.addAll(new AuthorizationResource(storage, node.vault(), clock).routes());
        routes.addAll(new SigningKeyResource(storage, node.vault(), clock).routes());
        routes.addAll(new SpaceResource(storage, clock, views).routes());
        routes.addAll(new KeyValueRoutes(storage, node.vault(), clock, views).routes());
        routes.addAll(new ProductResource(storage, node.vault(), clock, views).routes());
        routes.addAll(new MonetizationRoutes(storage, clock, views).routes());
        routes.addAll(new AppRoutes(storage, node.vault(), clock, views).routes());
        routes.addAll(new ImportResource(storage, node.vault(), clock).routes());
        routes.addAll(new DeveloperResource(storage, clock, views).routes());
        routes.addAll(new GroupRoutes(storage, clock, views).routes());
        routes.addAll(new RoleResource(storage).routes());
        routes.addAll(new MemberResource(storage).routes());
        routes.addAll(new DecisionResource(storage, node.vault(), node.decisions(), clock).routes());
        routes.addAll(new AuditResource(storage, clock, views).routes());
        routes.addAll(new StatsResource(storage, clock, views).routes());
        routes.addAll(new ServiceAccountResource(storage, node.vault(), clock).routes());
        routes.addAll(new NodeResource(node.nodes()).routes());
        return routes;
    }

    /// As fine as times are stored.
    private Clock millis() {
        return Clock.tick(node.clock(), Duration.ofMillis(1));
    }

    /// What the API stands on in one process.
    ///
    /// @param nodes those that reported lately
    public record Node(
            Storage storage,
            Vault vault,
            Clock clock,
            Enforced enforced,
            Supplier<List<NodeRegistry.Node>> nodes,
            Decisions decisions,
            Health health) {}

    /// How a process does.
    ///
    /// @param ready whether calls are enforced
    /// @param metrics in Prometheus' text format
    public record Health(BooleanSupplier ready, Supplier<String> metrics) {}
}
