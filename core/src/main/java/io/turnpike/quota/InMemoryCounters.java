package io.turnpike.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Counters of one process. A call locks the stripes of its counters in ascending order, for
/// some tens of nanoseconds.
///
/// A counter takes 54 bytes where it is least dense, so a million live ones stay within 64 MiB. One that ended is
/// kept for a minute longer: a thread that read the clock just before the border still finds it full.
public final class InMemoryCounters implements Counters {
    private static final int STRIPES = Long.SIZE;

    private final Stripe[] stripes = new Stripe[STRIPES];
    private final AtomicInteger nextToExpire = new AtomicInteger();

    public InMemoryCounters() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    @Override
    public Outcome charge(Claim claim) {
        return claim instanceof Charge charge && charge.weight() > 0 ? chargeUsual(charge) : charge(List.of(claim));
    }

    @Override
    public Outcome charge(List<Claim> claims) {
        return locked(claims, true);
    }

    @Override
    public Outcome look(List<Claim> claims) {
        return locked(claims, false);
    }

    @Override
    public long used(CounterId counter, Window window) {
        Stripe stripe = stripe(counter);
        stripe.lock.lock();
        try {
            return stripe.used(counter, window);
        } finally {
            stripe.lock.unlock();
        }
    }

    @Override
    public void restore(CounterId counter, Window window, long used) {
        Stripe stripe = stripe(counter);
        stripe.lock.lock();
        try {
            stripe.restore(counter, window, used);
        } finally {
            stripe.lock.unlock();
        }
    }

    /// Clears one of the stripes; the next call clears the next one.
    @Override
    public void expire(long nowMillis) {
        Stripe stripe = stripes[Math.floorMod(nextToExpire.getAndIncrement(), STRIPES)];
        stripe.lock.lock();
        try {
            stripe.expire(nowMillis);
        } finally {
            stripe.lock.unlock();
        }
    }

    /// What the tables take of the heap.
    long bytes() {
        long bytes = 0;
        for (Stripe stripe : stripes) {
            bytes += stripe.bytes();
        }
        return bytes;
    }

    /// The usual case, without a set of stripes.
    private Outcome chargeUsual(Charge charge) {
        Stripe stripe = stripe(charge.counter());
        stripe.lock.lock();
        try {
            boolean isTaken = stripe.take(charge) != Stripe.REFUSED;
            long[] used = {stripe.used(charge.counter(), charge.window())};
            return new Outcome(isTaken ? -1 : 0, used, List.of(counted(stripe, charge)));
        } finally {
            stripe.lock.unlock();
        }
    }

    private Outcome locked(List<Claim> claims, boolean keeps) {
        long held = 0;
        for (int i = 0; i < claims.size(); i++) {
            held |= 1L << index(claims.get(i).counter());
        }
        lock(held);
        try {
            return chargeAll(claims, keeps);
        } finally {
            unlock(held);
        }
    }

    /// @param keeps whether claims that all fit are taken
    private Outcome chargeAll(List<Claim> claims, boolean keeps) {
        long[] before = new long[claims.size()];
        int violated = -1;
        int taken = 0;
        while (taken < before.length && violated < 0) {
            before[taken] = stripe(claims.get(taken).counter()).take(claims.get(taken));
            if (before[taken] == Stripe.REFUSED) {
                violated = taken;
            } else {
                taken++;
            }
        }
        if (violated >= 0 || !keeps) {
            while (taken > 0) {
                taken--;
                stripe(claims.get(taken).counter()).undo(claims.get(taken), before[taken]);
            }
        }
        return outcome(claims, violated);
    }

    private Outcome outcome(List<Claim> claims, int violated) {
        long[] used = new long[claims.size()];
        long[] fits = new long[used.length];
        List<Charge> charges = new ArrayList<>(used.length);
        for (int i = 0; i < used.length; i++) {
            Claim claim = claims.get(i);
            Stripe stripe = stripe(claim.counter());
            used[i] = stripe.used(claim);
            fits[i] = claim.isPossible() ? stripe.fitsAt(claim, used[i], i == violated) : NEVER;
            if (claim instanceof Charge charge && charge.weight() > 0) {
                charges.add(counted(stripe, charge));
            } else if (claim instanceof RollingCharge rolling && rolling.weight() > 0) {
                charges.add(stripe.counted(rolling));
            }
        }
        return new Outcome(violated, used, fits, charges);
    }

    /// The charge with the window from which it was taken.
    private static Charge counted(Stripe stripe, Charge charge) {
        Window given = charge.window();
        long end = stripe.end(charge);
        if (end == given.end()) {
            return charge;
        }
        long start = end < given.end() ? end - given.millis() : Math.max(given.end(), end - given.millis());
        return new Charge(charge.counter(), new Window(start, end), charge.limit(), charge.weight());
    }

    private void lock(long held) {
        for (long rest = held; rest != 0; rest &= rest - 1) {
            stripes[Long.numberOfTrailingZeros(rest)].lock.lock();
        }
    }

    private void unlock(long held) {
        for (long rest = held; rest != 0; rest &= rest - 1) {
            stripes[Long.numberOfTrailingZeros(rest)].lock.unlock();
        }
    }

    private Stripe stripe(CounterId counter) {
        return stripes[index(counter)];
    }

    /// By the upper half alone, so that the slices of a counter are behind the same lock.
    private static int index(CounterId counter) {
        return (int) ((counter.high() * 0xc2b2ae3d27d4eb4fL) >>> 58);
    }
}
