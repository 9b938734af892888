package io.turnpike.metering.rollup;

import java.util.HashMap;
import java.util.Map;

/// One object for all that are equal, where there are few to be told apart.
final class Shared {
    private final Map<Object, Object> known = new HashMap<>();

    @SuppressWarnings("unchecked") // what equals a value is of its class
    <T> T one(T value) {
        Object same = known.putIfAbsent(value, value);
        return same == null ? value : (T) same;
    }

    void clear() {
        known.clear();
    }
}
