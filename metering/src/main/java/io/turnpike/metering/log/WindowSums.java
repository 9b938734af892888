package io.turnpike.metering.log;

import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Window;
import java.io.IOException;

/// The sum of charges for each counter and window, in one array without objects: a million take about 80 MB.
final class WindowSums {
    private static final int HIGH = 0;
    private static final int LOW = 1;
    private static final int START = 2;
    /// 0 in an empty slot.
    private static final int END = 3;

    private static final int SUM = 4;
    private static final int WIDTH = 5;

    private long[] slots;
    private int size;

    WindowSums() {
        this(0);
    }

    /// Has room for so many from the start. Others' sums come in the order of their slots: in a table that grows with
    /// them, all of them so far would stand side by side, and each be compared with all before it.
    WindowSums(int expected) {
        slots = new long[(64 + expected * 3 / 2) * WIDTH];
    }

    void add(Charge charge) {
        add(charge.counter().high(), charge.counter().low(), charge.window(), charge.weight());
    }

    int size() {
        return size;
    }

    /// 0 where nothing was charged.
    long sum(CounterId counter, Window window) {
        return slots[slot(counter.high(), counter.low(), window.end()) + SUM];
    }

    /// Forgets windows that ended by a moment.
    void removeEnded(long nowMillis) {
        rebuild(capacity(), nowMillis);
    }

    /// The sums, in no particular order.
    void forEach(Visitor visitor) throws IOException {
        for (int at = 0; at < slots.length; at += WIDTH) {
            if (slots[at + END] != 0) {
                visitor.sum(
                        new CounterId(slots[at + HIGH], slots[at + LOW]),
                        new Window(slots[at + START], slots[at + END]),
                        slots[at + SUM]);
            }
        }
    }

    private void add(long high, long low, Window window, long weight) {
        if (size * 4L >= capacity() * 3L) {
            rebuild(capacity() * 3 / 2, Long.MIN_VALUE);
        }
        int at = slot(high, low, window.end());
        if (slots[at + END] == 0) {
            slots[at + HIGH] = high;
            slots[at + LOW] = low;
            slots[at + START] = window.start();
            slots[at + END] = window.end();
            size++;
        }
        slots[at + SUM] += weight;
    }

    private void rebuild(int capacity, long nowMillis) {
        long[] before = slots;
        slots = new long[capacity * WIDTH];
        size = 0;
        for (int at = 0; at < before.length; at += WIDTH) {
            if (before[at + END] != 0 && before[at + END] > nowMillis) {
                int to = slot(before[at + HIGH], before[at + LOW], before[at + END]);
                System.arraycopy(before, at, slots, to, WIDTH);
                size++;
            }
        }
    }

    /// Where a window stands, or the empty slot where it would.
    private int slot(long high, long low, long end) {
        long hash = (high ^ Long.rotateLeft(low, 32) ^ (end * 0xd6e8feb86659fd93L)) * 0x9e3779b97f4a7c15L;
        int index = (int) (((hash >>> 32) * capacity()) >>> 32);
        while (true) {
            int at = index * WIDTH;
            boolean isIt = slots[at + HIGH] == high && slots[at + LOW] == low && slots[at + END] == end;
            if (isIt || slots[at + END] == 0) {
                return at;
            }
            index = index + 1 == capacity() ? 0 : index + 1;
        }
    }

    private int capacity() {
        return slots.length / WIDTH;
    }

    interface Visitor {
        void sum(CounterId counter, Window window, long sum) throws IOException;
    }
}
