package io.turnpike.decision;

import io.turnpike.model.Owner;
import io.turnpike.secret.KeyDigest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All keys of the installation by their digest: one writer, any number of readers that take no lock and never wait.
///
/// The table is open-addressed. A digest, once written to a slot, stays there as long as the table; what the slot
/// leads to changes in place. So a reader that sees an entry sees its digest too, and a probe costs one miss of the
/// cache: digest and entry are read side by side.
public final class KeyIndex {
    private static final int LEAST = 1024;

    private final Map<Owner, IndexedOwner> owners = new HashMap<>();
    private volatile Table table = new Table(LEAST);
    private int size;

    /// @return null if there is no such key
    public @Nullable IndexedKey find(long digestHigh, long digestLow) {
        return table.find(digestHigh, digestLow);
    }

    public @Nullable IndexedKey find(KeyDigest digest) {
        return find(digest.high(), digest.low());
    }

    /// Number of keys.
    public int size() {
        return size;
    }

    /// Adds a key, or replaces what the digest leads to. For the one writer.
    public void put(KeyDigest digest, IndexedKey key) {
        if (table.isFull()) {
            table = table.copy(size);
        }
        if (table.set(digest.high(), digest.low(), key)) {
            size++;
        }
    }

    /// For the one writer.
    public void remove(KeyDigest digest) {
        if (table.clear(digest.high(), digest.low())) {
            size--;
        }
    }

    /// The one object that stands for an owner in all of his keys, in the given state from now on. For the one
    /// writer.
    public IndexedOwner owner(Owner owner, boolean active) {
        IndexedOwner indexed = owners.computeIfAbsent(owner, _ -> new IndexedOwner(owner, active));
        indexed.setActive(active);
        return indexed;
    }

    private static final class Table {
        private static final VarHandle KEYS = MethodHandles.arrayElementVarHandle(IndexedKey[].class);

        private final long[] digests;
        private final @Nullable IndexedKey[] keys;
        private final int mask;
        private int taken;

        /// @param capacity a power of two
        Table(int capacity) {
            this.digests = new long[2 * capacity];
            this.keys = new @Nullable IndexedKey[capacity];
            this.mask = capacity - 1;
        }

        @Nullable
        IndexedKey find(long high, long low) {
            for (int slot = (int) high & mask; ; slot = (slot + 1) & mask) {
                IndexedKey key = (IndexedKey) KEYS.getAcquire(keys, slot);
                if (key == null) {
                    return null;
                }
                if (digests[2 * slot] == high && digests[2 * slot + 1] == low) {
                    return key == IndexedKey.REMOVED ? null : key;
                }
            }
        }

        boolean isFull() {
            return taken > keys.length * 3L / 5;
        }

        /// Whether the digest led nowhere before.
        boolean set(long high, long low, IndexedKey key) {
            int slot = slot(high, low);
            IndexedKey before = keys[slot];
            if (before == null) {
                digests[2 * slot] = high;
                digests[2 * slot + 1] = low;
                taken++;
            }
            KEYS.setRelease(keys, slot, key);
            return before == null || before == IndexedKey.REMOVED;
        }

        boolean clear(long high, long low) {
            int slot = slot(high, low);
            if (keys[slot] == null || keys[slot] == IndexedKey.REMOVED) {
                return false;
            }
            KEYS.setRelease(keys, slot, IndexedKey.REMOVED);
            return true;
        }

        /// A table without the removed entries, in which `size` keys take at most half of the slots: so the next copy
        /// is a tenth of the slots away, however keys come and go.
        Table copy(int size) {
            Table copy = new Table(Math.max(LEAST, Integer.highestOneBit(Math.max(1, 2 * size - 1)) * 2));
            for (int slot = 0; slot < keys.length; slot++) {
                IndexedKey key = keys[slot];
                if (key != null && key != IndexedKey.REMOVED) {
                    copy.set(digests[2 * slot], digests[2 * slot + 1], key);
                }
            }
            return copy;
        }

        /// Where the digest stands, or would.
        private int slot(long high, long low) {
            int slot = (int) high & mask;
            while (keys[slot] != null && (digests[2 * slot] != high || digests[2 * slot + 1] != low)) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }
    }
}
