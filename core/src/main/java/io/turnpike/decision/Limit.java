package io.turnpike.decision;

import io.turnpike.model.CounterScope;
import io.turnpike.model.Quota;
import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Windows;
import org.jspecify.annotations.Nullable;

/// A ceiling that a product, one of its operations or a proxy sets for each app and environment.
///
/// @param name as answers show it: `quota`
/// @param scope what shares the counter
/// @param counter what the counter's id has of the product or proxy, the scope and the window's length
public record Limit(String name, CounterScope scope, Quota quota, CounterId counter) {
    /// What a call of `weight` takes from this limit.
    ///
    /// @param key null on an open proxy: then all callers share the counter
    public Charge charge(Route route, @Nullable IndexedKey key, long nowMillis, long weight) {
        CounterId shared = counter.of(route.environment().id());
        CounterId owned = key == null ? shared : shared.of(key.appHigh(), key.appLow());
        return new Charge(owned, Windows.at(quota.unit(), quota.interval(), nowMillis), quota.limit(), weight);
    }
}
