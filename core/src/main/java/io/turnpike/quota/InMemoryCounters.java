package io.turnpike.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Counters of one process. A call locks the stripes of its counters in ascending order, for
/// some tens of nanoseconds.
///
/// A counter takes 54 bytes where it is least dense, so a million live ones stay within 64 MiB. One that ended is
/// kept for a minute longer: a thread that read the clock just before the border still finds it full.
public final class InMemoryCounters implements Counters {
    private static final int STRIPES = Long.SIZE;
    private static final long GRACE_SECONDS = 60;

    private final ReentrantLock[] locks = new ReentrantLock[STRIPES];
    private final CounterTable[] tables = new CounterTable[STRIPES];
    private int nextToExpire;

    public InMemoryCounters() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
            tables[i] = new CounterTable();
        }
    }

    @Override
    public Outcome charge(List<Charge> charges) {
        if (charges.size() == 1) {
            return chargeOne(charges, charges.getFirst());
        }
        long stripes = 0;
        for (int i = 0; i < charges.size(); i++) {
            stripes |= 1L << stripe(hash(charges.get(i)));
        }
        lock(stripes);
        try {
            return chargeAll(charges);
        } finally {
            unlock(stripes);
        }
    }

    @Override
    public long used(CounterId counter, Window window) {
        long hash = CounterTable.hash(counter);
        ReentrantLock lock = locks[stripe(hash)];
        lock.lock();
        try {
            CounterTable table = tables[stripe(hash)];
            return table.used(table.slot(hash, counter), window);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void restore(CounterId counter, Window window, long used) {
        long hash = CounterTable.hash(counter);
        ReentrantLock lock = locks[stripe(hash)];
        lock.lock();
        try {
            CounterTable table = tables[stripe(hash)];
            table.makeRoom(window.start() - GRACE_SECONDS);
            int slot = table.slot(hash, counter);
            long missing = used - table.used(slot, window);
            if (missing > 0 && table.end(slot, window) == window.end()) {
                table.add(slot, counter, window, missing);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Clears one of the stripes; the next call clears the next one.
    @Override
    public void expire(long nowMillis) {
        long endedBy = Math.floorDiv(nowMillis, 1000L) - GRACE_SECONDS;
        int stripe;
        synchronized (this) {
            stripe = nextToExpire;
            nextToExpire = (stripe + 1) % STRIPES;
        }
        locks[stripe].lock();
        try {
            tables[stripe].removeEnded(endedBy);
        } finally {
            locks[stripe].unlock();
        }
    }

    /// What the tables take of the heap.
    long bytes() {
        long bytes = 0;
        for (CounterTable table : tables) {
            bytes += table.bytes();
        }
        return bytes;
    }

    /// The usual case, without a set of stripes.
    private Outcome chargeOne(List<Charge> charges, Charge charge) {
        long hash = hash(charge);
        ReentrantLock lock = locks[stripe(hash)];
        lock.lock();
        try {
            CounterTable table = tables[stripe(hash)];
            boolean isTaken = take(table, hash, charge);
            int slot = table.slot(hash, charge.counter());
            long[] used = {table.used(slot, charge.window())};
            boolean isMoved =
                    table.end(slot, charge.window()) != charge.window().end();
            return new Outcome(isTaken ? -1 : 0, used, isMoved ? inStoredWindows(charges) : charges);
        } finally {
            lock.unlock();
        }
    }

    private Outcome chargeAll(List<Charge> charges) {
        int violated = -1;
        for (int i = 0; i < charges.size() && violated < 0; i++) {
            long hash = hash(charges.get(i));
            if (!take(tables[stripe(hash)], hash, charges.get(i))) {
                violated = i;
            }
        }
        for (int i = 0; i < violated; i++) {
            giveBack(charges.get(i));
        }
        long[] used = new long[charges.size()];
        boolean isMoved = false;
        for (int i = 0; i < used.length; i++) {
            Charge charge = charges.get(i);
            long hash = hash(charge);
            CounterTable table = tables[stripe(hash)];
            int slot = table.slot(hash, charge.counter());
            used[i] = table.used(slot, charge.window());
            isMoved |= table.end(slot, charge.window()) != charge.window().end();
        }
        return new Outcome(violated, used, isMoved ? inStoredWindows(charges) : charges);
    }

    private static boolean take(CounterTable table, long hash, Charge charge) {
        if (charge.weight() == 0) {
            return true;
        }
        table.makeRoom(charge.window().start() - GRACE_SECONDS);
        int slot = table.slot(hash, charge.counter());
        if (charge.weight() > charge.limit() - table.used(slot, charge.window())) {
            return false;
        }
        table.add(slot, charge.counter(), charge.window(), charge.weight());
        return true;
    }

    private void giveBack(Charge taken) {
        if (taken.weight() > 0) {
            long hash = hash(taken);
            CounterTable table = tables[stripe(hash)];
            table.add(table.slot(hash, taken.counter()), taken.counter(), taken.window(), -taken.weight());
        }
    }

    /// The charges with the windows from which they were taken.
    private List<Charge> inStoredWindows(List<Charge> charges) {
        List<Charge> moved = new ArrayList<>(charges.size());
        for (Charge charge : charges) {
            Window given = charge.window();
            long hash = hash(charge);
            CounterTable table = tables[stripe(hash)];
            long end = table.end(table.slot(hash, charge.counter()), given);
            Window stored = end == given.end() ? given : new Window(Math.max(given.end(), end - given.seconds()), end);
            moved.add(new Charge(charge.counter(), stored, charge.limit(), charge.weight()));
        }
        return moved;
    }

    private void lock(long stripes) {
        for (long rest = stripes; rest != 0; rest &= rest - 1) {
            locks[Long.numberOfTrailingZeros(rest)].lock();
        }
    }

    private void unlock(long stripes) {
        for (long rest = stripes; rest != 0; rest &= rest - 1) {
            locks[Long.numberOfTrailingZeros(rest)].unlock();
        }
    }

    private static long hash(Charge charge) {
        return CounterTable.hash(charge.counter());
    }

    private static int stripe(long hash) {
        return (int) (hash >>> 58);
    }
}
