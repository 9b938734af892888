package io.turnpike.storage;

import org.jspecify.annotations.Nullable;

/// A stretch of a list that is ordered by its key in byte order.
///
/// @param startKey the first key wanted, included if it is there; null starts at the beginning
/// @param count most entries wanted, at least 1
public record Page(@Nullable String startKey, int count) {
    public static final Page ALL = new Page(null, Integer.MAX_VALUE);
}
