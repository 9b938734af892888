package io.turnpike.quota;

/// The slices of limits that look back, each a counter in the table of a stripe. Used under the stripe's lock.
final class Slices {
    private final CounterTable table;
    /// When the latest call came, milliseconds since the epoch.
    private long latest;

    Slices(CounterTable table) {
        this.table = table;
    }

    /// The charge as it is taken: a call that comes more than a minute late counts from then on, for slices that ended
    /// longer ago may be forgotten.
    RollingCharge timely(RollingCharge claim) {
        long earliest = latest - Stripe.GRACE_MILLIS;
        return claim.now() >= earliest ? claim : claim.at(earliest);
    }

    /// What is used in all slices that count. A call that comes late (its thread read the clock long before) counts
    /// later ones too: no stretch of time that holds it may hold too much.
    long used(RollingCharge claim) {
        long used = 0;
        for (int distance = -claim.slices(); distance <= newest(claim); distance++) {
            used += used(claim, distance);
        }
        return used;
    }

    /// When the oldest slices are out of sight whose charges stand in the way.
    ///
    /// @param used in all slices that count
    long fitsAt(RollingCharge claim, long used) {
        long fits = claim.now();
        long left = used;
        for (int distance = -claim.slices(); distance <= newest(claim) && !fits(claim, left); distance++) {
            long inSlice = used(claim, distance);
            if (inSlice > 0) {
                left -= inSlice;
                fits = table.end(table.slot(claim.slice(distance)));
            }
        }
        return fits;
    }

    static boolean fits(RollingCharge claim, long used) {
        return claim.weight() <= claim.limit() - used;
    }

    /// Adds to the current slice. There must be room.
    void add(RollingCharge claim, long weight) {
        latest = Math.max(latest, claim.now());
        CounterId slice = claim.slice(0);
        table.add(table.slot(slice), slice, claim.window(), weight);
    }

    private int newest(RollingCharge claim) {
        return latest < claim.window().start() + claim.slice() ? 0 : claim.slices();
    }

    private long used(RollingCharge claim, int distance) {
        int slot = table.slot(claim.slice(distance));
        return table.end(slot) > claim.now() ? table.used(slot) : 0;
    }
}
