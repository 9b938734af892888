package io.turnpike.decision;

import io.turnpike.model.Attribute;
import io.turnpike.model.CounterScope;
import io.turnpike.model.Operation;
import io.turnpike.model.OperationConfig;
import io.turnpike.model.Product;
import io.turnpike.model.Quota;
import io.turnpike.quota.CounterId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns products into what is matched on each call.
final class ProductCompiler {
    private final Switches switches;

    ProductCompiler(Switches switches) {
        this.switches = switches;
    }

    CompiledProduct compile(Product product) {
        return product.terms().groups().isEmpty() ? compileLegacy(product) : compileGroups(product);
    }

    /// A product without operation groups: proxies times resources, one counter for all (X6 to X9, 4.2).
    private CompiledProduct compileLegacy(Product product) {
        Product.Terms terms = product.terms();
        List<Limit> limits = limits(product, terms.quota(), CounterScope.PRODUCT, "-");
        OperationTable paths = table(
                terms.apiResources().isEmpty()
                        ? List.of(rule("", PathPattern.EVERYTHING, MethodSet.ANY, limits, List.of()))
                        : terms.apiResources().stream()
                                .map(resource -> rule(resource, pattern(resource), MethodSet.ANY, limits, List.of()))
                                .toList());
        ProxyRules rules = new ProxyRules(paths);
        Map<String, ProxyRules> byProxy =
                terms.proxies().stream().distinct().collect(Collectors.toUnmodifiableMap(proxy -> proxy, _ -> rules));
        boolean isUnbounded = terms.proxies().isEmpty() && terms.apiResources().isEmpty();
        return new CompiledProduct(product, byProxy, terms.proxies().isEmpty() ? rules : ProxyRules.NONE, isUnbounded);
    }

    /// A product with groups: only they decide (X4). Remote services are matched elsewhere (ruling 24).
    private CompiledProduct compileGroups(Product product) {
        Map<String, Rules> byProxy = new HashMap<>();
        product.terms().groups().stream()
                .filter(group -> !group.isRemoteService())
                .flatMap(group -> group.configs().stream())
                .forEach(config -> byProxy.computeIfAbsent(config.apiSource(), _ -> new Rules())
                        .add(config, limits(product, config)));
        Map<String, ProxyRules> compiled = new HashMap<>();
        byProxy.forEach((proxy, rules) -> compiled.put(proxy, rules.compiled()));
        return new CompiledProduct(product, Map.copyOf(compiled), ProxyRules.NONE, false);
    }

    /// `GET,POST /reports/*`; methods are left out where every one is allowed.
    private static PathRule rule(
            String resource, PathPattern pattern, MethodSet methods, List<Limit> limits, List<Attribute> attributes) {
        String text = methods.isAny() ? resource : methods + " " + resource;
        return new PathRule(pattern, methods, new CompiledOperation(text, limits, attributes));
    }

    /// The operation's own quota instead of the product's (Q1, Q2).
    private static List<Limit> limits(Product product, OperationConfig config) {
        if (config.quota() != null) {
            return limits(product, config.quota(), CounterScope.OPERATION, operationPart(config));
        }
        CounterScope scope = product.terms().counterScope();
        return switch (scope == null ? CounterScope.OPERATION : scope) {
            case OPERATION -> limits(product, product.terms().quota(), CounterScope.OPERATION, operationPart(config));
            case PROXY -> limits(product, product.terms().quota(), CounterScope.PROXY, "px:" + config.apiSource());
            case PRODUCT -> limits(product, product.terms().quota(), CounterScope.PRODUCT, "-");
        };
    }

    private static List<Limit> limits(Product product, @Nullable Quota quota, CounterScope scope, String part) {
        if (quota == null) {
            return List.of();
        }
        CounterId counter = CounterId.of("quota|" + product.organization() + "|" + product.id() + "|" + part + "|"
                + quota.interval() + quota.unit());
        return List.of(new Limit("quota", scope, quota, counter));
    }

    /// Stays when a configuration is re-ordered, changes with its paths and methods (4.2).
    private static String operationPart(OperationConfig config) {
        return config.operations().stream()
                .map(ProductCompiler::canonical)
                .sorted()
                .collect(Collectors.joining("|", "op:REST:" + config.apiSource() + ":", ""));
    }

    private static String canonical(Operation operation) {
        return operation instanceof Operation.Rest(String resource, List<String> methods)
                ? resource + methods.stream().sorted().toList()
                : operation.toString();
    }

    /// In the order in which they are tried (O1 to O3, O5).
    private OperationTable table(List<PathRule> rules) {
        Comparator<PathRule> byPattern = Comparator.comparing(PathRule::pattern, PathPattern.MOST_INCLUSIVE_FIRST);
        return new OperationTable(rules.stream()
                .sorted((switches.mostSpecificFirst() ? byPattern.reversed() : byPattern)
                        .thenComparing(rule -> !rule.methods().isAny()))
                .toList());
    }

    private PathPattern pattern(String resource) {
        return PathPattern.of(resource, switches.slashMeansBasePathOnly());
    }

    /// Collects what a product's groups say of one proxy.
    private final class Rules {
        private final List<PathRule> paths = new ArrayList<>();
        private final List<GraphQlRules.Rule> graphQl = new ArrayList<>();
        private final List<GrpcRules.Rule> grpc = new ArrayList<>();

        void add(OperationConfig config, List<Limit> limits) {
            List<Attribute> attributes = config.attributes();
            for (Operation operation : config.operations()) {
                switch (operation) {
                    case Operation.Rest(String resource, List<String> methods) ->
                        paths.add(rule(resource, pattern(resource), MethodSet.of(methods), limits, attributes));
                    case Operation.GraphQl configured ->
                        graphQl.add(GraphQlRules.Rule.of(
                                configured, new CompiledOperation(text(configured), limits, attributes)));
                    case Operation.Grpc configured ->
                        grpc.add(GrpcRules.Rule.of(
                                configured, new CompiledOperation(text(configured), limits, attributes)));
                    case Operation.Llm _, Operation.Payload _ -> {} // stored, and admit nothing
                }
            }
        }

        ProxyRules compiled() {
            return new ProxyRules(
                    table(paths),
                    graphQl.isEmpty() ? null : GraphQlRules.of(graphQl, switches.mostSpecificFirst()),
                    grpc.isEmpty() ? null : new GrpcRules(grpc));
        }

        /// `query,mutation getUser`.
        private static String text(Operation.GraphQl operation) {
            String types = operation.types().isEmpty() ? "ALL" : String.join(",", operation.types());
            return operation.name().isEmpty() ? types : types + " " + operation.name();
        }

        /// `/weather.Forecast/Get,List`.
        private static String text(Operation.Grpc operation) {
            String service = "/" + operation.service();
            return operation.methods().isEmpty() ? service : service + "/" + String.join(",", operation.methods());
        }
    }
}
