package io.turnpike.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Counters of one process. A call locks the stripes of its counters in ascending order, for some tens of nanoseconds.
///
/// A counter takes 54 bytes where it is least dense, so a million live ones stay within 64 MiB. One that ended is kept
/// for a minute longer: a thread that read the clock just before the border still finds it full.
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
        long stripes = 0;
        for (int i = 0; i < charges.size(); i++) {
            stripes |= 1L << stripe(charges.get(i).counter());
        }
        lock(stripes);
        try {
            return chargeLocked(charges);
        } finally {
            unlock(stripes);
        }
    }

    @Override
    public long used(CounterId counter, Window window) {
        int stripe = stripe(counter);
        locks[stripe].lock();
        try {
            return tables[stripe].used(counter, window);
        } finally {
            locks[stripe].unlock();
        }
    }

    @Override
    public void restore(CounterId counter, Window window, long used) {
        int stripe = stripe(counter);
        locks[stripe].lock();
        try {
            long missing = used - tables[stripe].used(counter, window);
            if (missing > 0 && tables[stripe].end(counter, window) == window.end()) {
                tables[stripe].makeRoom(window.start() - GRACE_SECONDS);
                tables[stripe].add(counter, window, missing);
            }
        } finally {
            locks[stripe].unlock();
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

    private Outcome chargeLocked(List<Charge> charges) {
        int violated = -1;
        for (int i = 0; i < charges.size() && violated < 0; i++) {
            if (!take(charges.get(i))) {
                violated = i;
            }
        }
        for (int i = 0; i < violated; i++) {
            Charge taken = charges.get(i);
            table(taken).add(taken.counter(), taken.window(), -taken.weight());
        }
        long[] used = new long[charges.size()];
        boolean moved = false;
        for (int i = 0; i < used.length; i++) {
            Charge charge = charges.get(i);
            used[i] = table(charge).used(charge.counter(), charge.window());
            moved |= table(charge).end(charge.counter(), charge.window())
                    != charge.window().end();
        }
        return new Outcome(violated, used, moved ? inStoredWindows(charges) : charges);
    }

    private boolean take(Charge charge) {
        if (charge.weight() == 0) {
            return true;
        }
        CounterTable table = table(charge);
        long used = table.used(charge.counter(), charge.window());
        if (charge.weight() > charge.limit() - used) {
            return false;
        }
        table.makeRoom(charge.window().start() - GRACE_SECONDS);
        table.add(charge.counter(), charge.window(), charge.weight());
        return true;
    }

    /// The charges with the windows from which they were taken.
    private List<Charge> inStoredWindows(List<Charge> charges) {
        List<Charge> moved = new ArrayList<>(charges.size());
        for (Charge charge : charges) {
            Window given = charge.window();
            long end = table(charge).end(charge.counter(), given);
            Window stored = end == given.end() ? given : new Window(Math.max(given.end(), end - given.seconds()), end);
            moved.add(new Charge(charge.counter(), stored, charge.limit(), charge.weight()));
        }
        return moved;
    }

    private CounterTable table(Charge charge) {
        return tables[stripe(charge.counter())];
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

    private static int stripe(CounterId counter) {
        return (int) (CounterTable.hash(counter) >>> 58);
    }
}
