package io.turnpike.metering.log;

import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog.Continuation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Entries that wait to be packed: in the order in which they came, and found again by the id of their call. Ids of one
/// loop count upwards, so their last bits are all the hash that is needed.
final class PendingEntries {
    private final List<Entry> inOrder = new ArrayList<>();
    /// A power of two, at least twice as many as there are entries.
    private @Nullable Entry[] slots = new @Nullable Entry[256];

    /// @return null if there is none
    @Nullable
    Entry find(CallId id) {
        return slots[slot(id)];
    }

    void add(Entry entry) {
        inOrder.add(entry);
        if (inOrder.size() * 2 > slots.length) {
            slots = new @Nullable Entry[slots.length * 2];
            inOrder.forEach(each -> slots[slot(each.id)] = each);
        } else {
            slots[slot(entry.id)] = entry;
        }
    }

    List<Entry> inOrder() {
        return inOrder;
    }

    int size() {
        return inOrder.size();
    }

    void clear() {
        if (!inOrder.isEmpty()) {
            inOrder.clear();
            Arrays.fill(slots, null);
        }
    }

    /// Where the call's entry is, or would go.
    private int slot(CallId id) {
        int mask = slots.length - 1;
        int slot = (int) id.low() & mask;
        for (Entry entry = slots[slot]; entry != null && !entry.id.equals(id); entry = slots[slot]) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /// The first or the second of a call, or both in one.
    static final class Entry {
        final CallId id;
        final @Nullable Decided decided;
        final @Nullable Continuation then;

        @Nullable
        Ended ended;

        /// @param then waits until the entry is on disk; null where nothing does
        Entry(CallId id, @Nullable Decided decided, @Nullable Ended ended, @Nullable Continuation then) {
            this.id = id;
            this.decided = decided;
            this.ended = ended;
            this.then = then;
        }
    }
}
