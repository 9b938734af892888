package io.turnpike.quota;

/// The paces in the table of a stripe: of each, the time at which it is idle again (GCRA's theoretical arrival
/// time, in nanoseconds since the epoch). Used under the stripe's lock.
final class Turns {
    /// A time farther ahead than a burst and this is of a clock that was set back since, or of a limit that was higher.
    private static final long GRACE_NANOS = 60_000_000_000L;

    private static final long MILLI = 1_000_000;

    private final CounterTable table;

    Turns(CounterTable table) {
        this.table = table;
    }

    /// From when on the pace is idle; never before the call.
    long idleAt(Turn turn) {
        int slot = table.slot(turn.counter());
        long stored = table.end(slot) == 0 ? 0 : table.used(slot);
        long full = turn.nowNanos() + burst(turn);
        return Math.max(turn.nowNanos(), stored > full + GRACE_NANOS ? full : stored);
    }

    static boolean fits(Turn turn, long idleAt) {
        return turn.isPossible() && idleAt - turn.nowNanos() <= burst(turn) - turn.weight() * turn.intervalNanos();
    }

    /// Puts a time that makes no sense any more right.
    void heal(Turn turn, long idleAt) {
        int slot = table.slot(turn.counter());
        if (table.end(slot) > 0 && table.used(slot) > idleAt) {
            set(turn, idleAt);
        }
    }

    /// There must be room.
    void set(Turn turn, long idleAt) {
        table.set(table.slot(turn.counter()), turn.counter(), Math.ceilDiv(idleAt, MILLI), idleAt);
    }

    /// Calls of the burst that are used up.
    static long used(Turn turn, long idleAt) {
        long left = burst(turn) - (idleAt - turn.nowNanos());
        return turn.limit() - Math.max(0, Math.floorDiv(left, turn.intervalNanos()));
    }

    /// When so many turns fit, in milliseconds since the epoch: whole ones from the call on, rounded up.
    static long fitsAt(Turn turn, long idleAt, long weight) {
        long wait = idleAt + weight * turn.intervalNanos() - burst(turn) - turn.nowNanos();
        return Math.floorDiv(turn.nowNanos(), MILLI) + Math.max(0, Math.ceilDiv(wait, MILLI));
    }

    private static long burst(Turn turn) {
        return turn.limit() * turn.intervalNanos();
    }
}
