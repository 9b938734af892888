package io.turnpike.quota;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Paces of one process, without locks for keys that are known. Of those who wait for their turn a million are
/// remembered; more are let pass, as a caller with a new value is anyway.
public final class InMemoryPaces implements Paces {
    private static final long MAX_KEYS = 1_000_000;
    /// In place of a time: this one is no longer in the map.
    private static final long REMOVED = Long.MIN_VALUE;

    private final ConcurrentHashMap<CounterId, AtomicLong> nextTurns = new ConcurrentHashMap<>();

    @Override
    public boolean pass(CounterId key, long intervalNanos, long nowNanos) {
        while (true) {
            AtomicLong nextTurn = nextTurn(key);
            if (nextTurn == null) {
                return true;
            }
            long at = nextTurn.get();
            if (at == REMOVED) {
                nextTurns.remove(key, nextTurn);
            } else if (isTooEarly(at, intervalNanos, nowNanos)) {
                return false;
            } else if (nextTurn.compareAndSet(at, nowNanos + intervalNanos)) {
                return true;
            }
        }
    }

    @Override
    public boolean wouldPass(CounterId key, long intervalNanos, long nowNanos) {
        AtomicLong nextTurn = nextTurns.get(key);
        return nextTurn == null || !isTooEarly(nextTurn.get(), intervalNanos, nowNanos);
    }

    @Override
    public void expire(long nowNanos) {
        nextTurns.forEach((key, nextTurn) -> {
            long at = nextTurn.get();
            if (at <= nowNanos && nextTurn.compareAndSet(at, REMOVED)) {
                nextTurns.remove(key, nextTurn);
            }
        });
    }

    /// A turn that lies further off than one interval is one of a slower pace, which no longer holds.
    private static boolean isTooEarly(long nextTurn, long intervalNanos, long nowNanos) {
        return nextTurn > nowNanos && nextTurn - nowNanos <= intervalNanos;
    }

    /// @return null if there is no room for another
    private @Nullable AtomicLong nextTurn(CounterId key) {
        AtomicLong known = nextTurns.get(key);
        if (known != null || nextTurns.mappingCount() >= MAX_KEYS) {
            return known;
        }
        AtomicLong added = new AtomicLong();
        AtomicLong raced = nextTurns.putIfAbsent(key, added);
        return raced == null ? added : raced;
    }
}
