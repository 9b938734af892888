package io.turnpike.decision;

import io.turnpike.model.Attributes;
import io.turnpike.model.CounterScope;
import io.turnpike.model.Operation;
import io.turnpike.model.OperationConfig;
import io.turnpike.model.Product;
import io.turnpike.model.Quota;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The limits that a product sets (runtime 4.1, 4.2, 5.3; extensions 3).
final class ProductLimits {
    private final Product product;
    private final Numbers numbers;
    private final QuotaWindows windows;
    private final @Nullable Quota quota;
    private final List<Limit> ofEveryCall;

    ProductLimits(Product product) {
        Attributes attributes = product.terms().attributes();
        this.product = product;
        this.numbers = new Numbers(attributes);
        this.windows = QuotaWindows.of(attributes);
        this.quota = product.terms().quota() == null
                ? numbers.developerQuota()
                : product.terms().quota();
        this.ofEveryCall = ofEveryCall();
    }

    /// Of a product without operation groups.
    Limits ofAll() {
        return limits(weight(numbers), quota, CounterScope.PRODUCT, "-");
    }

    /// With the operation's own quota instead of the product's (Q1, Q2).
    Limits of(OperationConfig config) {
        Weight weight = weight(new Numbers(new Attributes(config.attributes())));
        if (config.quota() != null) {
            return limits(weight, config.quota(), CounterScope.OPERATION, operationPart(config));
        }
        CounterScope given = product.terms().counterScope();
        CounterScope scope = given == null ? CounterScope.OPERATION : given;
        return switch (scope) {
            case OPERATION -> limits(weight, quota, scope, operationPart(config));
            case PROXY -> limits(weight, quota, scope, "px:" + config.apiSource());
            case PRODUCT -> limits(weight, quota, scope, "-");
        };
    }

    /// Those whose counters belong to the product, whatever is called.
    private List<Limit> ofEveryCall() {
        List<Limit> limits = new ArrayList<>();
        numbers.decimal("turnpike.limit.rps")
                .ifPresent(rps -> limits.add(
                        Limit.Paced.of(rps, numbers.integer("turnpike.limit.burst"), CounterId.of(id("rps")))));
        numbers.integer("turnpike.limit.day").ifPresent(most -> limits.add(ofCalendar(most, Quota.Unit.DAY)));
        numbers.integer("turnpike.limit.month").ifPresent(most -> limits.add(ofCalendar(most, Quota.Unit.MONTH)));
        return limits;
    }

    private Limit ofCalendar(long most, Quota.Unit unit) {
        String name = unit == Quota.Unit.DAY ? "day" : "month";
        return new Limit.Windowed(
                name, CounterScope.PRODUCT, new Quota(most, 1, unit), Windows.Grid.of(unit, 1), CounterId.of(id(name)));
    }

    /// An operation says it more closely than its product.
    private Weight weight(Numbers ofOperation) {
        return new Weight(
                numbers.text("turnpike.quota.weightHeader"),
                ofOperation
                        .integer("turnpike.weight")
                        .orElseGet(
                                () -> numbers.integer("turnpike.quota.weight").orElse(1)));
    }

    private Limits limits(Weight weight, @Nullable Quota applied, CounterScope scope, String part) {
        List<Limit> limits = new ArrayList<>(ofEveryCall);
        if (applied != null) {
            CounterId counter =
                    CounterId.of(id("quota") + "|" + part + "|" + applied.interval() + applied.unit() + windows.text());
            limits.add(new Limit.Windowed(Limits.QUOTA, scope, applied, windows.windows(applied), counter));
        }
        return new Limits(limits, weight);
    }

    private String id(String limit) {
        return limit + "|" + product.organization() + "|" + product.id();
    }

    /// Stays when a configuration is re-ordered, changes with its paths and methods (4.2).
    private static String operationPart(OperationConfig config) {
        return config.operations().stream()
                .map(ProductLimits::canonical)
                .sorted()
                .collect(Collectors.joining("|", "op:REST:" + config.apiSource() + ":", ""));
    }

    private static String canonical(Operation operation) {
        return operation instanceof Operation.Rest(String resource, List<String> methods)
                ? resource + methods.stream().sorted().toList()
                : operation.toString();
    }
}
