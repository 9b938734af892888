package io.turnpike.quota;

/// The slices of limits that look back, each a counter in the table of a stripe. Used under the stripe's lock.
///
/// What is used in all slices is kept beside them, for calls that are not late, until the first of the slices is out of
/// sight; then they are added up anew. So a charge looks at one slice and not at all of them.
final class Slices {
    private final CounterTable table;
    /// What is used at any moment from `latest` to the end that stands with it.
    private final CounterTable totals = new CounterTable();
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

    /// What is used in all slices that count.
    long used(RollingCharge claim) {
        int total = totals.slot(claim.total());
        boolean isKnown = claim.now() >= latest && totals.end(total) > claim.now();
        return isKnown ? totals.used(total) : sum(claim);
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
        addToTotal(claim, weight);
    }

    /// Forgets totals that hold no more.
    void expire(long nowMillis) {
        totals.removeEnded(nowMillis);
    }

    /// To be called when slices have changed by other ways.
    void forgetTotals() {
        totals.removeEnded(Long.MAX_VALUE);
    }

    long bytes() {
        return totals.bytes();
    }

    private void addToTotal(RollingCharge claim, long weight) {
        totals.makeRoom(latest);
        CounterId total = claim.total();
        int slot = totals.slot(total);
        long end = totals.end(slot);
        if (end <= latest) {
            if (claim.now() == latest) {
                totals.set(slot, total, firstEnd(claim), sum(claim));
            }
        } else if (claim.window().end() > latest) {
            totals.set(slot, total, Math.min(end, claim.window().end()), totals.used(slot) + weight);
        }
    }

    /// What is used in all slices that count. A call that comes late (its thread read the clock long before) counts
    /// later ones too: no stretch of time that holds it may hold too much.
    private long sum(RollingCharge claim) {
        long sum = 0;
        for (int distance = -claim.slices(); distance <= newest(claim); distance++) {
            sum += used(claim, distance);
        }
        return sum;
    }

    /// When the first of the slices that count, the current one among them, is out of sight.
    private long firstEnd(RollingCharge claim) {
        int distance = -claim.slices();
        while (used(claim, distance) == 0 && distance < 0) {
            distance++;
        }
        return distance == 0 ? claim.window().end() : table.end(table.slot(claim.slice(distance)));
    }

    private int newest(RollingCharge claim) {
        return latest < claim.window().start() + claim.slice() ? 0 : claim.slices();
    }

    private long used(RollingCharge claim, int distance) {
        int slot = table.slot(claim.slice(distance));
        return table.end(slot) > claim.now() ? table.used(slot) : 0;
    }
}
