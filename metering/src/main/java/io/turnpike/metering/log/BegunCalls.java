package io.turnpike.metering.log;

import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Calls of one event loop that were decided, and neither closed nor packed since. Ids of one loop count upwards, so
/// their last bits are all the hash that is needed.
final class BegunCalls {
    /// A power of two, at least twice as many as there are calls. A call stands in its slot or behind it, with nothing
    /// empty in between.
    private @Nullable Decided[] slots = new @Nullable Decided[256];

    private int size;

    int size() {
        return size;
    }

    void add(Decided call) {
        if (++size * 2 > slots.length) {
            @Nullable Decided[] former = slots;
            slots = new @Nullable Decided[former.length * 2];
            for (Decided each : former) {
                if (each != null) {
                    slots[find(each.id())] = each;
                }
            }
        }
        slots[find(call.id())] = call;
    }

    /// @return null if there is none of that id
    @Nullable
    Decided remove(CallId id) {
        int place = find(id);
        Decided removed = slots[place];
        if (removed != null) {
            size--;
            close(place);
        }
        return removed;
    }

    /// Removes all.
    void drain(Consumer<Decided> visitor) {
        for (int i = 0; size > 0; i++) {
            Decided call = slots[i];
            if (call != null) {
                slots[i] = null;
                size--;
                visitor.accept(call);
            }
        }
    }

    /// Where the call is, or would go.
    private int find(CallId id) {
        int place = slot(id);
        for (Decided call = slots[place]; call != null && !call.id().equals(id); call = slots[place]) {
            place = next(place);
        }
        return place;
    }

    /// Moves calls up that stand behind their slot, so that none is cut off from it.
    private void close(int place) {
        int hole = place;
        int at = next(place);
        for (Decided call = slots[at]; call != null; call = slots[at]) {
            if (distance(slot(call.id()), at) >= distance(hole, at)) {
                slots[hole] = call;
                hole = at;
            }
            at = next(at);
        }
        slots[hole] = null;
    }

    private int slot(CallId id) {
        return (int) id.low() & (slots.length - 1);
    }

    private int next(int place) {
        return (place + 1) & (slots.length - 1);
    }

    private int distance(int from, int to) {
        return (to - from) & (slots.length - 1);
    }
}
