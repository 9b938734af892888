package io.turnpike.enforcement;

import java.util.HashMap;
import java.util.Map;

/// One object for many that are equal, since there are millions of some. Forgets all when there are too many that
/// differ.
final class Shared<T> {
    private static final int MAX = 65_536;

    private final Map<T, T> known = new HashMap<>();

    T of(T one) {
        if (known.size() >= MAX) {
            known.clear();
        }
        T former = known.putIfAbsent(one, one);
        return former == null ? one : former;
    }
}
