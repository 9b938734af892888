package io.turnpike.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Makes products for tests that show only what matters to the case. As it starts, a product opens everything and
/// limits nothing. Its id follows from its name.
public final class ProductBuilder {
    /// The organization that test data belongs to.
    public static final UUID ORGANIZATION = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private final String name;
    private final List<Attribute> attributes = new ArrayList<>();
    private final Map<OperationGroup.Type, List<OperationConfig>> configs = new LinkedHashMap<>();
    private UUID id;
    private long version = 1;
    private String displayName = "A product";
    private List<String> environments = List.of();
    private List<String> proxies = List.of();
    private List<String> resources = List.of();
    private List<String> scopes = List.of();
    private Quota quota;
    private CounterScope counterScope;
    private String source;

    private ProductBuilder(String name) {
        this.name = name;
        this.id = idOf(name);
    }

    public static ProductBuilder product(String name) {
        return new ProductBuilder(name);
    }

    /// The id that a product of this name has unless it is given another one.
    public static UUID idOf(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    public ProductBuilder id(UUID given) {
        id = given;
        return this;
    }

    public ProductBuilder version(long given) {
        version = given;
        return this;
    }

    public ProductBuilder displayName(String given) {
        displayName = given;
        return this;
    }

    public ProductBuilder environments(String... names) {
        environments = List.of(names);
        return this;
    }

    public ProductBuilder proxies(String... names) {
        proxies = List.of(names);
        return this;
    }

    public ProductBuilder resources(String... patterns) {
        resources = List.of(patterns);
        return this;
    }

    public ProductBuilder scopes(String... names) {
        scopes = List.of(names);
        return this;
    }

    public ProductBuilder attribute(String attribute, String value) {
        attributes.add(new Attribute(attribute, value));
        return this;
    }

    public ProductBuilder quota(long limit, int interval, Quota.Unit unit) {
        quota = new Quota(limit, interval, unit);
        return this;
    }

    public ProductBuilder countedBy(CounterScope scope) {
        counterScope = scope;
        return this;
    }

    public ProductBuilder operation(String proxy, String resource, String... methods) {
        return config(
                OperationGroup.Type.REST,
                new OperationConfig(proxy, List.of(new Operation.Rest(resource, List.of(methods))), null, List.of()));
    }

    public ProductBuilder limitedOperation(Quota own, String proxy, String resource, String... methods) {
        return config(
                OperationGroup.Type.REST,
                new OperationConfig(proxy, List.of(new Operation.Rest(resource, List.of(methods))), own, List.of()));
    }

    /// For every operation.
    public ProductBuilder graphQl(String proxy) {
        return graphQl(proxy, "");
    }

    /// @param name empty for every name
    public ProductBuilder graphQl(String proxy, String name, String... types) {
        return config(OperationGroup.Type.GRAPHQL, plain(proxy, new Operation.GraphQl(List.of(types), name)));
    }

    public ProductBuilder grpc(String proxy, String service, String... methods) {
        return config(OperationGroup.Type.GRPC, plain(proxy, new Operation.Grpc(service, List.of(methods))));
    }

    public ProductBuilder llm(String proxy, String resource) {
        return config(OperationGroup.Type.LLM, plain(proxy, new Operation.Llm(resource, "any", List.of())));
    }

    public ProductBuilder payload(String proxy, String operation) {
        return config(OperationGroup.Type.PAYLOAD, plain(proxy, new Operation.Payload(operation)));
    }

    public ProductBuilder config(OperationGroup.Type type, OperationConfig config) {
        configs.computeIfAbsent(type, _ -> new ArrayList<>()).add(config);
        return this;
    }

    /// A group without configurations, which matches nothing.
    public ProductBuilder emptyGroup(OperationGroup.Type type) {
        configs.computeIfAbsent(type, _ -> new ArrayList<>());
        return this;
    }

    /// Makes the groups those of a remote service instead of proxies.
    public ProductBuilder ofRemoteService() {
        source = "remoteservice";
        return this;
    }

    public Product build() {
        return new Product(
                id,
                ORGANIZATION,
                version,
                name,
                new Product.Terms(
                        displayName,
                        "",
                        Approval.AUTO,
                        new Attributes(attributes),
                        environments,
                        proxies,
                        resources,
                        scopes,
                        quota,
                        counterScope,
                        configs.entrySet().stream()
                                .map(group -> new OperationGroup(group.getKey(), source, group.getValue()))
                                .toList(),
                        null,
                        null),
                Provenance.made(Instant.EPOCH, "test"));
    }

    private static OperationConfig plain(String proxy, Operation operation) {
        return new OperationConfig(proxy, List.of(operation), null, List.of());
    }
}
