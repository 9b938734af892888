package io.turnpike.gateway.admission;

import io.turnpike.decision.Route;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// How many calls of each proxy that bounds them are under way on this node (extensions 2, `maxConcurrent`). All loops
/// share it; the revisions of a proxy in an environment do too, so that a new one takes over what is under way.
public final class Places {
    private final ConcurrentHashMap<Served, Integer> taken = new ConcurrentHashMap<>();

    /// Takes a place.
    ///
    /// @param bound calls under way at one time
    /// @return whether there was one left
    boolean take(Route route, int bound) {
        boolean[] isTaken = new boolean[1];
        taken.compute(Served.by(route), (_, calls) -> {
            int before = calls == null ? 0 : calls;
            isTaken[0] = before < bound;
            return isTaken[0] ? Integer.valueOf(before + 1) : calls;
        });
        return isTaken[0];
    }

    /// Whether `take` would find one.
    boolean has(Route route, int bound) {
        return taken.getOrDefault(Served.by(route), 0) < bound;
    }

    void giveBack(Route route) {
        taken.computeIfPresent(Served.by(route), (_, calls) -> calls == 1 ? null : calls - 1);
    }

    private record Served(UUID environment, String proxy) {
        static Served by(Route route) {
            return new Served(route.environment().id(), route.proxy());
        }
    }
}
