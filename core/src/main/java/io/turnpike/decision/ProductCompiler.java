package io.turnpike.decision;

import io.turnpike.model.Attribute;
import io.turnpike.model.Operation;
import io.turnpike.model.OperationConfig;
import io.turnpike.model.Product;
import io.turnpike.model.UnusableProduct;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Turns products into what is matched on each call.
final class ProductCompiler {
    private final Switches switches;

    ProductCompiler(Switches switches) {
        this.switches = switches;
    }

    /// One that does not compile matches nothing: it must not keep the others from being enforced.
    CompiledProduct compile(Product product) {
        try {
            return product.terms().groups().isEmpty() ? compileLegacy(product) : compileGroups(product);
        } catch (RuntimeException fault) {
            return new CompiledProduct(
                    new UnusableProduct(product.id(), product.name(), product.version(), fault.toString()));
        }
    }

    /// A product without operation groups: proxies times resources, one counter for all (X6 to X9, 4.2).
    private CompiledProduct compileLegacy(Product product) {
        Product.Terms terms = product.terms();
        Limits limits = new ProductLimits(product).ofAll();
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
        return new CompiledProduct(
                product,
                byProxy,
                terms.proxies().isEmpty() ? rules : ProxyRules.NONE,
                isUnbounded,
                Ceilings.of(Map.of("", List.of(new CompiledOperation("", limits, List.of())))));
    }

    /// A product with groups: only they decide (X4). Remote services are matched elsewhere (ruling 24).
    private CompiledProduct compileGroups(Product product) {
        ProductLimits limits = new ProductLimits(product);
        Map<String, Rules> byProxy = new LinkedHashMap<>();
        product.terms().groups().stream()
                .filter(group -> !group.isRemoteService())
                .flatMap(group -> group.configs().stream())
                .forEach(config -> byProxy.computeIfAbsent(config.apiSource(), _ -> new Rules())
                        .add(config, limits.of(config)));
        Map<String, ProxyRules> compiled = new HashMap<>();
        byProxy.forEach((proxy, rules) -> compiled.put(proxy, rules.compiled()));
        SequencedMap<String, List<CompiledOperation>> operations = new LinkedHashMap<>();
        byProxy.forEach((proxy, rules) -> operations.put(proxy, rules.operations));
        return new CompiledProduct(product, Map.copyOf(compiled), ProxyRules.NONE, false, Ceilings.of(operations));
    }

    /// `GET,POST /reports/*`; methods are left out where every one is allowed.
    private static PathRule rule(
            String resource, PathPattern pattern, MethodSet methods, Limits limits, List<Attribute> attributes) {
        String text = methods.isAny() ? resource : methods + " " + resource;
        return new PathRule(pattern, methods, new CompiledOperation(text, limits, attributes));
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
        private final List<CompiledOperation> operations = new ArrayList<>();

        void add(OperationConfig config, Limits limits) {
            for (Operation operation : config.operations()) {
                switch (operation) {
                    case Operation.Rest(String resource, List<String> methods) -> {
                        PathRule rule =
                                rule(resource, pattern(resource), MethodSet.of(methods), limits, config.attributes());
                        operations.add(rule.operation());
                        paths.add(rule);
                    }
                    case Operation.GraphQl asked ->
                        graphQl.add(GraphQlRules.Rule.of(asked, compiled(text(asked), config, limits)));
                    case Operation.Grpc called ->
                        grpc.add(GrpcRules.Rule.of(called, compiled(text(called), config, limits)));
                    case Operation.Llm _, Operation.Payload _ -> {} // stored, and admit nothing
                }
            }
        }

        private CompiledOperation compiled(String text, OperationConfig config, Limits limits) {
            CompiledOperation operation = new CompiledOperation(text, limits, config.attributes());
            operations.add(operation);
            return operation;
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
