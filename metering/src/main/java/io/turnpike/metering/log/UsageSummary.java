package io.turnpike.metering.log;

import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Window;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Calls and charges of a log, added up from its records alone: from no snapshot, and by other code than the counters
/// are recovered with.
///
/// @param calls each once
/// @param withoutEnd calls of which only the first entry is there
/// @param byStatus calls by the status that was sent; 0 where none was
/// @param charged sum of the charges by counter and window
/// @param damages what could not be read
public record UsageSummary(
        long calls,
        long withoutEnd,
        SortedMap<Integer, Long> byStatus,
        Map<Counted, Long> charged,
        List<Damage> damages) {
    public UsageSummary {
        byStatus = Collections.unmodifiableSortedMap(new TreeMap<>(byStatus));
        charged = Map.copyOf(charged);
        damages = List.copyOf(damages);
    }

    public static UsageSummary of(UsageReader reader) throws IOException {
        Sums sums = new Sums();
        List<Damage> damages = reader.read(sums::add);
        return new UsageSummary(sums.calls, sums.withoutEnd, sums.byStatus, sums.charged, damages);
    }

    /// A counter in one of its windows.
    public record Counted(CounterId counter, Window window) {}

    private static final class Sums {
        private long calls;
        private long withoutEnd;
        private final SortedMap<Integer, Long> byStatus = new TreeMap<>();
        private final Map<Counted, Long> charged = new HashMap<>();

        void add(UsageRecord call) {
            calls++;
            if (call.end() == null) {
                withoutEnd++;
            } else {
                byStatus.merge(call.end().status(), 1L, Long::sum);
            }
            for (Charge charge : call.charges()) {
                charged.merge(new Counted(charge.counter(), charge.window()), charge.weight(), Long::sum);
            }
        }
    }
}
