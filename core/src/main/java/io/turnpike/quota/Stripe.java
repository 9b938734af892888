package io.turnpike.quota;

import java.util.concurrent.locks.ReentrantLock;

/// Some of the counters. Used with its lock held.
final class Stripe {
    /// What `take` answers where a claim does not fit.
    static final long REFUSED = Long.MIN_VALUE;

    /// How long what has ended is kept.
    static final long GRACE_MILLIS = 60_000;

    final ReentrantLock lock = new ReentrantLock();

    private final CounterTable table = new CounterTable();
    private final Slices slices = new Slices(table);
    private final Turns turns = new Turns(table);

    /// Takes a claim where it fits.
    ///
    /// @return what `undo` needs, or `REFUSED`
    long take(Claim claim) {
        if (claim.weight() == 0) {
            return 0;
        }
        return switch (claim) {
            case Charge charge -> take(charge);
            case RollingCharge rolling -> take(slices.timely(rolling));
            case Turn turn -> take(turn);
        };
    }

    /// Gives back what was taken last.
    ///
    /// @param before what `take` answered
    void undo(Claim claim, long before) {
        if (claim.weight() > 0) {
            switch (claim) {
                case Charge charge -> undo(charge, before);
                case RollingCharge rolling -> slices.add(slices.timely(rolling), -rolling.weight());
                case Turn turn -> turns.set(turn, before);
            }
        }
    }

    /// @return when the counter's former window ended
    long take(Charge charge) {
        if (charge.weight() == 0) {
            return 0;
        }
        makeRoom(charge.window().start());
        int slot = table.slot(charge.counter());
        if (charge.weight() > charge.limit() - table.used(slot, charge.window())) {
            return REFUSED;
        }
        long before = table.end(slot);
        table.add(slot, charge.counter(), charge.window(), charge.weight());
        return before;
    }

    long used(Claim claim) {
        return switch (claim) {
            case Charge charge -> used(charge.counter(), charge.window());
            case RollingCharge rolling -> slices.used(slices.timely(rolling));
            case Turn turn -> Turns.used(turn, turns.idleAt(turn));
        };
    }

    long used(CounterId counter, Window window) {
        return table.used(table.slot(counter), window);
    }

    /// When as much fits again, milliseconds since the epoch; of a pace that let the call pass, when one turn does.
    ///
    /// @param used of the claim
    long fitsAt(Claim claim, long used, boolean isRefused) {
        return switch (claim) {
            case Charge charge -> end(charge);
            case RollingCharge rolling -> slices.fitsAt(slices.timely(rolling), used);
            case Turn turn -> Turns.fitsAt(turn, turns.idleAt(turn), isRefused ? turn.weight() : 1);
        };
    }

    /// The charge to a slice that is to be recorded.
    Charge counted(RollingCharge charge) {
        return slices.timely(charge).charge();
    }

    /// End of the window in which a charge is counted.
    long end(Charge charge) {
        return table.end(table.slot(charge.counter()), charge.window());
    }

    void restore(CounterId counter, Window window, long used) {
        makeRoom(window.start());
        int slot = table.slot(counter);
        long missing = used - table.used(slot, window);
        if (missing > 0 && table.end(slot, window) == window.end()) {
            table.add(slot, counter, window, missing);
            slices.forgetTotals();
        }
    }

    void expire(long nowMillis) {
        table.removeEnded(nowMillis - GRACE_MILLIS);
        slices.expire(nowMillis);
    }

    long bytes() {
        return table.bytes() + slices.bytes();
    }

    private long take(RollingCharge charge) {
        makeRoom(charge.now());
        if (!Slices.fits(charge, slices.used(charge))) {
            return REFUSED;
        }
        slices.add(charge, charge.weight());
        return 0;
    }

    private long take(Turn turn) {
        makeRoom(turn.nowNanos() / 1_000_000);
        long idleAt = turns.idleAt(turn);
        if (!Turns.fits(turn, idleAt)) {
            turns.heal(turn, idleAt);
            return REFUSED;
        }
        turns.set(turn, idleAt + turn.weight() * turn.intervalNanos());
        return idleAt;
    }

    /// A window that began with this charge did not begin.
    private void undo(Charge charge, long before) {
        int slot = table.slot(charge.counter());
        if (before > charge.window().start()) {
            table.add(slot, charge.counter(), charge.window(), -charge.weight());
        } else {
            table.set(slot, charge.counter(), Math.max(1, before), 0);
        }
    }

    private void makeRoom(long nowMillis) {
        table.makeRoom(nowMillis - GRACE_MILLIS);
    }
}
