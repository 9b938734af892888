package io.turnpike.decision;

import io.turnpike.model.Deployment;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.UnusableProduct;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything of one organization that a decision needs but its keys. Immutable; built beside the old
/// one when something changes.
public final class OrganizationCatalogue {
    private final UUID id;
    private final String name;
    private final Switches switches;
    private final Map<UUID, CompiledProduct> products;
    private final Map<UUID, EnforcedEnvironment> environments;
    private final Map<String, HostGroup> byHostname = new HashMap<>();
    private final Map<UUID, SequencedMap<String, ServedApi>> apis = new HashMap<>();

    private OrganizationCatalogue(
            Organization organization,
            Map<UUID, CompiledProduct> products,
            Map<UUID, EnforcedEnvironment> environments) {
        this.id = organization.id();
        this.name = organization.name();
        this.switches = Switches.of(organization);
        this.products = products;
        this.environments = environments;
    }

    /// @param previous what it was before, for the products that `contents` keeps; null the first time
    public static OrganizationCatalogue of(Contents contents, @Nullable OrganizationCatalogue previous) {
        ProductCompiler compiler = new ProductCompiler(Switches.of(contents.organization()));
        Map<UUID, CompiledProduct> products = new HashMap<>();
        if (previous != null) {
            products.putAll(previous.products);
            products.keySet().retainAll(contents.products().kept());
        }
        contents.products().changed().forEach(product -> products.put(product.id(), compiler.compile(product)));
        contents.products().unreadable().forEach(product -> products.put(product.id(), new CompiledProduct(product)));
        Map<UUID, EnforcedEnvironment> environments = environments(contents, previous);
        OrganizationCatalogue catalogue =
                new OrganizationCatalogue(contents.organization(), Map.copyOf(products), environments);
        catalogue.route(contents);
        return catalogue;
    }

    /// Which of the products stand here as they would be compiled now, and need not be read again.
    ///
    /// @param versions what is stored, by id
    public Set<UUID> current(Organization organization, Map<UUID, Long> versions) {
        if (!switches.equals(Switches.of(organization))) {
            return Set.of();
        }
        return products.values().stream()
                .filter(product -> Objects.equals(versions.get(product.id()), product.version()))
                .map(CompiledProduct::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Switches switches() {
        return switches;
    }

    /// @return null if there is no such product
    public @Nullable CompiledProduct product(UUID product) {
        return products.get(product);
    }

    /// What is served in an environment, that which is there the longest first; without what leads nowhere, since
    /// another holds its base paths.
    Collection<ServedApi> apis(EnforcedEnvironment environment) {
        SequencedMap<String, ServedApi> byProxy = apis.get(environment.id());
        return byProxy == null ? List.of() : byProxy.values();
    }

    Stream<ServedApi> served() {
        return apis.values().stream().flatMap(byProxy -> byProxy.values().stream());
    }

    Map<String, HostGroup> byHostname() {
        return byHostname;
    }

    /// In a group the deployment that is there the longest keeps a contested base path (PX2).
    private void route(Contents contents) {
        List<Deployed> oldestFirst = contents.deployments().stream()
                .sorted(Comparator.comparing(deployed -> deployed.deployment().since()))
                .toList();
        for (EnvironmentGroup group : contents.groups()) {
            BasePaths paths = new BasePaths();
            HostGroup answering = new HostGroup(paths, hosted(group));
            for (Deployed deployed : oldestFirst) {
                EnforcedEnvironment environment =
                        environments.get(deployed.deployment().environment());
                if (environment != null && group.holds(environment.id())) {
                    deployed.routes(this, environment).forEach(route -> add(route, paths));
                }
            }
            group.hostnames().forEach(hostname -> byHostname.put(hostname, answering));
        }
    }

    private void add(Route route, BasePaths paths) {
        if (paths.add(route)) {
            apis.computeIfAbsent(route.environment().id(), _ -> new LinkedHashMap<>())
                    .putIfAbsent(route.proxy(), route.api());
        }
    }

    private static Map<UUID, EnforcedEnvironment> environments(
            Contents contents, @Nullable OrganizationCatalogue previous) {
        Map<UUID, EnforcedEnvironment> environments = new HashMap<>();
        for (Environment environment : contents.environments()) {
            UUID id = environment.id();
            Trust trust = contents.trusts().getOrDefault(id, Trust.NONE);
            EnforcedEnvironment before = previous == null ? null : previous.environments.get(id);
            environments.put(
                    id,
                    new EnforcedEnvironment(
                            id,
                            environment.name(),
                            EnforcedEnvironment.RateFields.of(
                                    environment.properties().get("turnpike.ratelimit.headers")),
                            before != null && before.trust().equals(trust) ? before.trust() : trust));
        }
        return environments;
    }

    private Map<String, HostedEnvironment> hosted(EnvironmentGroup group) {
        return environments.values().stream()
                .filter(environment -> group.holds(environment.id()))
                .collect(Collectors.toUnmodifiableMap(
                        EnforcedEnvironment::name, environment -> new HostedEnvironment(this, environment)));
    }

    /// What an organization holds, as it is stored.
    ///
    /// @param trusts by environment; one that is missing trusts nobody
    public record Contents(
            Organization organization,
            List<Environment> environments,
            List<EnvironmentGroup> groups,
            List<Deployed> deployments,
            StoredProducts products,
            Map<UUID, Trust> trusts) {
        /// With every product to be compiled, and no issuer of tokens.
        public Contents(
                Organization organization,
                List<Environment> environments,
                List<EnvironmentGroup> groups,
                List<Deployed> deployments,
                List<Product> products) {
            this(
                    organization,
                    environments,
                    groups,
                    deployments,
                    new StoredProducts(products, List.of(), Set.of()),
                    Map.of());
        }
    }

    /// @param changed those that are to be compiled
    /// @param unreadable those of them that could not be read
    /// @param kept ids of those that stay as they were compiled before
    public record StoredProducts(List<Product> changed, List<UnusableProduct> unreadable, Set<UUID> kept) {}

    /// A deployment with what its revision says.
    ///
    /// @param targets the settings' targets as they are called in that environment
    public record Deployed(Deployment deployment, String proxy, ProxySettings settings, List<ServedTarget> targets) {
        /// With those targets that are where the settings say, whatever the environment; none is shown a certificate.
        public Deployed(Deployment deployment, String proxy, ProxySettings settings) {
            this(
                    deployment,
                    proxy,
                    settings,
                    settings.backend().urls().stream()
                            .map(url -> ServedTarget.of(url, settings.backend().tls()))
                            .toList());
        }

        private List<Route> routes(OrganizationCatalogue organization, EnforcedEnvironment environment) {
            ServedApi api = ServedApi.of(proxy, deployment, settings, targets);
            return settings.basePaths().stream()
                    .map(basePath -> new Route(
                            organization,
                            environment,
                            api,
                            basePath,
                            BasePaths.segments(basePath).size()))
                    .toList();
        }
    }
}
