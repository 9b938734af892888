package io.turnpike.decision;

import io.turnpike.model.CounterScope;
import io.turnpike.model.Operation;
import io.turnpike.model.OperationConfig;
import io.turnpike.model.OperationGroup;
import io.turnpike.model.Product;
import io.turnpike.model.Quota;
import io.turnpike.quota.CounterId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        OperationTable operations = table(
                terms.apiResources().isEmpty()
                        ? List.of(new CompiledOperation("", PathPattern.EVERYTHING, MethodSet.ANY, limits, List.of()))
                        : terms.apiResources().stream()
                                .map(resource -> new CompiledOperation(
                                        resource, pattern(resource), MethodSet.ANY, limits, List.of()))
                                .toList());
        Map<String, OperationTable> byProxy = terms.proxies().stream()
                .distinct()
                .collect(Collectors.toUnmodifiableMap(proxy -> proxy, _ -> operations));
        boolean isUnbounded = terms.proxies().isEmpty() && terms.apiResources().isEmpty();
        return new CompiledProduct(
                product, byProxy, terms.proxies().isEmpty() ? operations : OperationTable.EMPTY, Map.of(), isUnbounded);
    }

    /// A product with groups: only they decide (X4). Remote services are matched elsewhere (ruling 24).
    private CompiledProduct compileGroups(Product product) {
        Map<String, List<CompiledOperation>> byProxy = new HashMap<>();
        product.terms()
                .group(OperationGroup.Type.REST)
                .filter(group -> !group.isRemoteService())
                .ifPresent(group -> group.configs()
                        .forEach(config -> byProxy.computeIfAbsent(config.apiSource(), _ -> new ArrayList<>())
                                .addAll(operations(product, config))));
        Map<String, OperationTable> tables = new HashMap<>();
        byProxy.forEach((proxy, operations) -> tables.put(proxy, table(operations)));
        return new CompiledProduct(
                product,
                Map.copyOf(tables),
                OperationTable.EMPTY,
                unenforced(product.terms().groups()),
                false);
    }

    private static Map<String, Set<OperationGroup.Type>> unenforced(List<OperationGroup> groups) {
        Map<String, Set<OperationGroup.Type>> byProxy = new HashMap<>();
        groups.stream()
                .filter(group -> group.type() != OperationGroup.Type.REST && !group.isRemoteService())
                .forEach(group -> group.configs()
                        .forEach(config -> byProxy.computeIfAbsent(
                                        config.apiSource(), _ -> EnumSet.noneOf(OperationGroup.Type.class))
                                .add(group.type())));
        return Map.copyOf(byProxy);
    }

    private List<CompiledOperation> operations(Product product, OperationConfig config) {
        List<Limit> limits = limits(product, config);
        List<CompiledOperation> operations = new ArrayList<>();
        for (Operation operation : config.operations()) {
            if (operation instanceof Operation.Rest(String resource, List<String> methods)) {
                operations.add(new CompiledOperation(
                        resource, pattern(resource), MethodSet.of(methods), limits, config.attributes()));
            }
        }
        return operations;
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
    private OperationTable table(List<CompiledOperation> operations) {
        Comparator<CompiledOperation> byPattern =
                Comparator.comparing(CompiledOperation::pattern, PathPattern.MOST_INCLUSIVE_FIRST);
        return new OperationTable(operations.stream()
                .sorted((switches.mostSpecificFirst() ? byPattern.reversed() : byPattern)
                        .thenComparing(operation -> !operation.methods().isAny()))
                .toList());
    }

    private PathPattern pattern(String resource) {
        return PathPattern.of(resource, switches.slashMeansBasePathOnly());
    }
}
