package io.turnpike.management.decision;

import io.turnpike.access.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Whose use of keys stands in the audit lately. Entries name no key: those of one caller would say the same again, so
/// one a minute is enough (decision 0014). Safe for use by many threads.
final class NotedUses {
    private static final Duration WORTH = Duration.ofMinutes(1);
    private static final int MAX = 1_000;

    private final Map<Use, Instant> noted = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Use, Instant> eldest) {
            return size() > MAX;
        }
    };

    /// Whether no entry of the last minute tells of a use.
    synchronized boolean isDue(Caller caller, Instant now) {
        Instant last = noted.get(Use.of(caller));
        return last == null || now.isBefore(last) || !now.isBefore(last.plus(WORTH));
    }

    /// Tells that the audit has it.
    synchronized void add(Caller caller, Instant now) {
        noted.put(Use.of(caller), now);
    }

    private record Use(String caller, String resource) {
        static Use of(Caller caller) {
            return new Use(caller.name(), caller.resource());
        }
    }
}
