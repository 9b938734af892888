package io.turnpike.decision;

import io.turnpike.model.CounterScope;
import io.turnpike.model.Quota;
import io.turnpike.quota.Claim;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Turn;
import io.turnpike.quota.Windows;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A ceiling that a product, one of its operations or a proxy sets for each app and environment.
public sealed interface Limit {
    /// As answers show it: `rps`, `day`, `month` or `quota`.
    String name();

    /// What shares the counter.
    CounterScope scope();

    /// Names the counter but for environment and app.
    CounterId counter();

    /// Most that may be used at once.
    long most();

    /// What is announced to callers: so many calls in `seconds`.
    long calls();

    /// @param nowMillis months differ in length
    long seconds(long nowMillis);

    /// What a call of `weight` asks of the counter of an app.
    Claim claim(CounterId owned, long nowMicros, long weight);

    /// What a call of `weight` asks of this limit.
    ///
    /// @param key null on an open proxy: then all callers share the counter
    default Claim claim(Route route, @Nullable IndexedKey key, long nowMicros, long weight) {
        return claim(route.environment(), key, nowMicros, weight);
    }

    /// @param key as above
    default Claim claim(EnforcedEnvironment environment, @Nullable IndexedKey key, long nowMicros, long weight) {
        CounterId shared = counter().of(environment.id());
        CounterId owned = key == null ? shared : shared.of(key.appHigh(), key.appLow());
        return claim(owned, nowMicros, weight);
    }

    /// So many calls in each window.
    ///
    /// @param counter what its id has of the product or proxy, the scope and the window
    record Windowed(String name, CounterScope scope, Quota quota, Windows windows, CounterId counter) implements Limit {
        @Override
        public long most() {
            return quota.limit();
        }

        @Override
        public long calls() {
            return quota.limit();
        }

        @Override
        public long seconds(long nowMillis) {
            return windows.seconds(nowMillis);
        }

        @Override
        public Claim claim(CounterId owned, long nowMicros, long weight) {
            return windows.claim(owned, quota.limit(), weight, Math.floorDiv(nowMicros, 1_000));
        }
    }

    /// So many calls a second, of which some may come at once (runtime 5.2, 5.3).
    ///
    /// @param perSecond as written; 0 closes the product
    /// @param burst calls that may come at once, at least 1
    /// @param intervalNanos from one call to the next at a steady pace, rounded up
    record Paced(BigDecimal perSecond, long burst, long intervalNanos, CounterId counter) implements Limit {
        private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000);
        private static final BigDecimal SLOWEST = new BigDecimal("0.001");
        private static final long MOST = 1_000_000;

        /// @param burst empty: one second's worth (L1)
        static Paced of(BigDecimal perSecond, OptionalLong burst, CounterId counter) {
            long calls = perSecond.setScale(0, RoundingMode.CEILING).longValue();
            long most = Math.clamp(burst.orElse(calls), 1, MOST);
            BigDecimal interval = SECOND.divide(perSecond.max(SLOWEST), 0, RoundingMode.CEILING);
            return new Paced(perSecond, most, interval.longValue(), counter);
        }

        @Override
        public String name() {
            return "rps";
        }

        @Override
        public CounterScope scope() {
            return CounterScope.PRODUCT;
        }

        @Override
        public long most() {
            return perSecond.signum() == 0 ? 0 : burst;
        }

        @Override
        public long calls() {
            return perSecond.setScale(0, RoundingMode.CEILING).longValue();
        }

        @Override
        public long seconds(long nowMillis) {
            return 1;
        }

        @Override
        public Claim claim(CounterId owned, long nowMicros, long weight) {
            return new Turn(owned, intervalNanos, nowMicros * 1_000, most(), weight);
        }
    }
}
