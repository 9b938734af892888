package io.turnpike.quota;

/// What is used of counters, in one array without objects: open-addressed, four numbers a slot.
/// Used under its owner's lock.
final class CounterTable {
    private static final int HIGH = 0;
    private static final int LOW = 1;
    /// Seconds since the epoch; 0 in an empty slot. For one counter it determines the window.
    private static final int END = 2;

    private static final int USED = 3;
    private static final int WIDTH = 4;
    private static final int LEAST = 8;

    private long[] slots = new long[LEAST * WIDTH];
    private int size;

    /// All 64 bits are mixed; the owner uses the upper six, the table the 32 behind them.
    static long hash(CounterId counter) {
        return hash(counter.high(), counter.low());
    }

    private static long hash(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9e3779b97f4a7c15L;
        return (mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93L;
    }

    /// Where a counter stands, or the empty slot where it would. Holds until the table makes
    /// room or removes something.
    int slot(long hash, CounterId counter) {
        return slot(hash, counter.high(), counter.low());
    }

    /// What is used in a window, or in the later one that the counter has reached.
    long used(int slot, Window window) {
        return slots[slot + END] < window.end() ? 0 : slots[slot + USED];
    }

    /// End of the window from which a charge would be taken: the given one, or the later one that
    /// the counter has reached.
    long end(int slot, Window window) {
        return Math.max(window.end(), slots[slot + END]);
    }

    /// Adds to a counter, from 0 if the window is later than the counter's. There must be room.
    void add(int slot, CounterId counter, Window window, long weight) {
        if (slots[slot + END] == 0) {
            slots[slot + HIGH] = counter.high();
            slots[slot + LOW] = counter.low();
            size++;
        }
        if (slots[slot + END] < window.end()) {
            slots[slot + END] = window.end();
            slots[slot + USED] = 0;
        }
        slots[slot + USED] += weight;
    }

    /// Sees to it that one more counter fits. The table is never fuller than 8 in 10, and 6 in 10 when it was made.
    ///
    /// @param endedBy windows that ended by then may be forgotten, seconds since the epoch
    void makeRoom(long endedBy) {
        if ((size + 1) * 10L > capacity() * 8L) {
            rebuild(endedBy);
        }
    }

    void removeEnded(long endedBy) {
        if (live(endedBy) < size) {
            rebuild(endedBy);
        }
    }

    long bytes() {
        return (long) slots.length * Long.BYTES;
    }

    private void rebuild(long endedBy) {
        long[] before = slots;
        int live = live(endedBy);
        slots = new long[Math.max(LEAST, (int) ((live + 1) * 10L / 6)) * WIDTH];
        size = live;
        for (int at = 0; at < before.length; at += WIDTH) {
            if (before[at + END] > Math.max(0, endedBy)) {
                long high = before[at + HIGH];
                long low = before[at + LOW];
                System.arraycopy(before, at, slots, slot(hash(high, low), high, low), WIDTH);
            }
        }
    }

    private int live(long endedBy) {
        int live = 0;
        for (int at = 0; at < slots.length; at += WIDTH) {
            if (slots[at + END] > Math.max(0, endedBy)) {
                live++;
            }
        }
        return live;
    }

    private int slot(long hash, long high, long low) {
        int index = (int) ((((hash >>> 26) & 0xffff_ffffL) * capacity()) >>> 32);
        while (true) {
            int slot = index * WIDTH;
            if (slots[slot + END] == 0 || (slots[slot + HIGH] == high && slots[slot + LOW] == low)) {
                return slot;
            }
            index = index + 1 == capacity() ? 0 : index + 1;
        }
    }

    private int capacity() {
        return slots.length / WIDTH;
    }
}
