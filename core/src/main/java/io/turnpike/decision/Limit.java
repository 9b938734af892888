package io.turnpike.decision;

import io.turnpike.model.CounterScope;
import io.turnpike.model.Quota;
import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Windows;

/// A ceiling that a product or one of its operations sets for each app and environment.
///
/// @param name as answers show it: `quota`
/// @param scope what shares the counter
/// @param counter what the counter's id has of the product, the scope and the window's length
public record Limit(String name, CounterScope scope, Quota quota, CounterId counter) {
    /// What a call of `weight` takes from this limit.
    public Charge charge(Route route, IndexedKey key, long nowMillis, long weight) {
        CounterId owned = counter.of(route.environment().id()).of(key.appHigh(), key.appLow());
        return new Charge(owned, Windows.at(quota.unit(), quota.interval(), nowMillis), quota.limit(), weight);
    }
}
