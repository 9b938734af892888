package io.turnpike.gateway;

import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Counters;
import io.turnpike.quota.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counters that are simple and slow.
final class ExactCounters implements Counters {
    private final Map<CounterId, Map<Window, Long>> used = new HashMap<>();

    @Override
    public synchronized Outcome charge(List<Charge> charges) {
        int violated = -1;
        for (int i = charges.size() - 1; i >= 0; i--) {
            Charge charge = charges.get(i);
            violated = used(charge.counter(), charge.window()) + charge.weight() > charge.limit() ? i : violated;
        }
        if (violated < 0) {
            charges.forEach(charge -> used.computeIfAbsent(charge.counter(), _ -> new HashMap<>())
                    .merge(charge.window(), charge.weight(), Long::sum));
        }
        return new Outcome(
                violated,
                charges.stream()
                        .mapToLong(charge -> used(charge.counter(), charge.window()))
                        .toArray());
    }

    @Override
    public synchronized long used(CounterId counter, Window window) {
        return used.getOrDefault(counter, Map.of()).getOrDefault(window, 0L);
    }

    @Override
    public void restore(CounterId counter, Window window, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void expire(long nowMillis) {
        throw new UnsupportedOperationException();
    }
}
