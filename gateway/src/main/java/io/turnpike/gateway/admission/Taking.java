package io.turnpike.gateway.admission;

import io.turnpike.decision.Route;
import io.turnpike.quota.Claim;
import io.turnpike.quota.Counters;
import java.util.List;

/// How calls take what their proxies and products give out: places under `maxConcurrent`, and charges.
interface Taking {
    /// @param bound calls under way at one time
    /// @return whether there was one left
    boolean place(Route route, int bound);

    void leave(Route route);

    Counters.Outcome charge(Claim claim);

    Counters.Outcome charge(List<Claim> claims);

    /// Takes.
    record Real(Counters counters, Places places) implements Taking {
        @Override
        public boolean place(Route route, int bound) {
            return places.take(route, bound);
        }

        @Override
        public void leave(Route route) {
            places.giveBack(route);
        }

        @Override
        public Counters.Outcome charge(Claim claim) {
            return counters.charge(claim);
        }

        @Override
        public Counters.Outcome charge(List<Claim> claims) {
            return counters.charge(claims);
        }
    }

    /// Tells what would be taken.
    record Looking(Counters counters, Places places) implements Taking {
        @Override
        public boolean place(Route route, int bound) {
            return places.has(route, bound);
        }

        @Override
        public void leave(Route route) {}

        @Override
        public Counters.Outcome charge(Claim claim) {
            return counters.look(List.of(claim));
        }

        @Override
        public Counters.Outcome charge(List<Claim> claims) {
            return counters.look(claims);
        }
    }
}
