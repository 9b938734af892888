package io.turnpike.quota;

/// What is used of counters, in one array without objects: open-addressed, four numbers a slot.
/// Used under its owner's lock.
final class CounterTable {
    private static final int HIGH = 0;
    private static final int LOW = 1;
    /// Milliseconds since the epoch; 0 in an empty slot. For one counter it determines the window.
    private static final int END = 2;

    private static final int USED = 3;
    private static final int WIDTH = 4;
    private static final int LEAST = 8;

    private long[] slots = new long[LEAST * WIDTH];
    private int size;

    /// Where a counter stands, or the empty slot where it would. Holds until the table makes
    /// room or removes something.
    int slot(CounterId counter) {
        return slot(counter.high(), counter.low());
    }

    /// End of the counter's window; 0 if it has none.
    long end(int slot) {
        return slots[slot + END];
    }

    /// What is used in the counter's window.
    long used(int slot) {
        return slots[slot + USED];
    }

    /// What is used in a window, or in the one of the counter that has not ended when this one starts.
    long used(int slot, Window window) {
        return slots[slot + END] > window.start() ? slots[slot + USED] : 0;
    }

    /// End of the window from which a charge would be taken: the given one, or the one of the counter that has not
    /// ended when that one starts.
    long end(int slot, Window window) {
        return slots[slot + END] > window.start() ? slots[slot + END] : window.end();
    }

    /// Adds to a counter, from 0 if its window has ended when the given one starts. There must be room.
    void add(int slot, CounterId counter, Window window, long weight) {
        long used = used(slot, window) + weight;
        set(slot, counter, end(slot, window), used);
    }

    /// Sets a counter. There must be room.
    void set(int slot, CounterId counter, long end, long used) {
        if (slots[slot + END] == 0) {
            slots[slot + HIGH] = counter.high();
            slots[slot + LOW] = counter.low();
            size++;
        }
        slots[slot + END] = end;
        slots[slot + USED] = used;
    }

    /// Sees to it that one more counter fits. The table is never fuller than 8 in 10, and 6 in 10 when it was made.
    ///
    /// @param endedBy windows that ended by then may be forgotten, milliseconds since the epoch
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
                System.arraycopy(before, at, slots, slot(high, low), WIDTH);
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

    private int slot(long high, long low) {
        int index = (int) (((hash(high, low) >>> 32) * capacity()) >>> 32);
        while (true) {
            int slot = index * WIDTH;
            if (slots[slot + END] == 0 || (slots[slot + HIGH] == high && slots[slot + LOW] == low)) {
                return slot;
            }
            index = index + 1 == capacity() ? 0 : index + 1;
        }
    }

    private static long hash(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9e3779b97f4a7c15L;
        return (mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93L;
    }

    private int capacity() {
        return slots.length / WIDTH;
    }
}
