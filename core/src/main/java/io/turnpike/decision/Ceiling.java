package io.turnpike.decision;

import io.turnpike.model.CounterScope;
import java.util.stream.Stream;

/// A limit that calls through a product can meet, and what of the product shares its counter.
///
/// @param proxy empty where the whole product does
/// @param operation empty where more than one does
public record Ceiling(Limit limit, String proxy, String operation) {
    /// What a product sets for an operation.
    static Ceiling of(Limit limit, String proxy, CompiledOperation operation) {
        return new Ceiling(
                limit,
                limit.scope() == CounterScope.PRODUCT ? "" : proxy,
                limit.scope() == CounterScope.OPERATION ? operation.text() : "");
    }

    /// What a proxy sets.
    static Stream<Ceiling> of(ServedApi api) {
        return api.limits().stream().map(limit -> new Ceiling(limit, api.proxy(), ""));
    }
}
