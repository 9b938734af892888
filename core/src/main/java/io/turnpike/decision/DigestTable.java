package io.turnpike.decision;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Things by a digest of 128 bits: one writer, any number of readers that take no lock and never wait.
///
/// The table is open-addressed. A digest, once written to a slot, stays there as long as the table; what the slot
/// leads to changes in place. So a reader that sees an entry sees its digest too, and a probe costs one miss of the
/// cache: digest and entry are read side by side.
final class DigestTable<T> {
    private static final int LEAST = 1024;

    private volatile Slots slots = new Slots(LEAST);
    private int size;

    /// @return null if there is no such entry
    @Nullable
    @SuppressWarnings("unchecked") // nothing else is put there
    T find(long high, long low) {
        return (T) slots.find(high, low);
    }

    /// Number of entries.
    int size() {
        return size;
    }

    /// Adds an entry, or replaces what the digest leads to. For the one writer.
    void put(long high, long low, T entry) {
        if (slots.isFull()) {
            slots = slots.copy(size);
        }
        if (slots.set(high, low, entry)) {
            size++;
        }
    }

    /// For the one writer.
    void remove(long high, long low) {
        if (slots.clear(high, low)) {
            size--;
        }
    }

    /// Stands where an entry was removed.
    private enum Removed {
        HERE
    }

    private static final class Slots {
        private static final VarHandle ENTRIES = MethodHandles.arrayElementVarHandle(Object[].class);

        private final long[] digests;
        private final @Nullable Object[] entries;
        private final int mask;
        private int taken;

        /// @param capacity a power of two
        Slots(int capacity) {
            this.digests = new long[2 * capacity];
            this.entries = new @Nullable Object[capacity];
            this.mask = capacity - 1;
        }

        @Nullable
        Object find(long high, long low) {
            for (int slot = (int) high & mask; ; slot = (slot + 1) & mask) {
                Object entry = ENTRIES.getAcquire(entries, slot);
                if (entry == null) {
                    return null;
                }
                if (digests[2 * slot] == high && digests[2 * slot + 1] == low) {
                    return entry instanceof Removed ? null : entry;
                }
            }
        }

        boolean isFull() {
            return taken > entries.length * 3L / 5;
        }

        /// Whether the digest led nowhere before.
        boolean set(long high, long low, Object entry) {
            int slot = slot(high, low);
            Object before = entries[slot];
            if (before == null) {
                digests[2 * slot] = high;
                digests[2 * slot + 1] = low;
                taken++;
            }
            ENTRIES.setRelease(entries, slot, entry);
            return before == null || before instanceof Removed;
        }

        boolean clear(long high, long low) {
            int slot = slot(high, low);
            if (entries[slot] == null || entries[slot] instanceof Removed) {
                return false;
            }
            ENTRIES.setRelease(entries, slot, Removed.HERE);
            return true;
        }

        /// Slots without the removed entries, of which `size` take at most half: so the next copy is a tenth of them
        /// away, however entries come and go.
        Slots copy(int size) {
            Slots copy = new Slots(Math.max(LEAST, Integer.highestOneBit(Math.max(1, 2 * size - 1)) * 2));
            for (int slot = 0; slot < entries.length; slot++) {
                Object entry = entries[slot];
                if (entry != null && !(entry instanceof Removed)) {
                    copy.set(digests[2 * slot], digests[2 * slot + 1], entry);
                }
            }
            return copy;
        }

        /// Where the digest stands, or would.
        private int slot(long high, long low) {
            int slot = (int) high & mask;
            while (entries[slot] != null && (digests[2 * slot] != high || digests[2 * slot + 1] != low)) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }
    }
}
