package io.turnpike.decision;

import io.turnpike.model.CounterScope;
import io.turnpike.quota.CounterId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A limit of a product, and what of the product shares its counter.
///
/// @param proxy empty where the whole product does
/// @param operation empty where more than one does
public record Ceiling(Limit limit, String proxy, String operation) {
    /// Each counter once, in the order of the operations.
    static List<Ceiling> of(Map<String, List<CompiledOperation>> byProxy) {
        SequencedMap<CounterId, Ceiling> ceilings = new LinkedHashMap<>();
        byProxy.forEach((proxy, operations) -> operations.forEach(operation -> operation
                .limits()
                .list()
                .forEach(limit -> ceilings.putIfAbsent(limit.counter(), of(limit, proxy, operation)))));
        return List.copyOf(ceilings.values());
    }

    private static Ceiling of(Limit limit, String proxy, CompiledOperation operation) {
        return new Ceiling(
                limit,
                limit.scope() == CounterScope.PRODUCT ? "" : proxy,
                limit.scope() == CounterScope.OPERATION ? operation.text() : "");
    }
}
