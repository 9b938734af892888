package io.turnpike.storage.jdbc;

import io.turnpike.stats.RollUp;
import io.turnpike.stats.Sums;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is added to one row.
///
/// @param id of the series
record Added(UUID id, RollUp rollUp) {
    Sums onTopOf(@Nullable Sums stored) {
        if (stored == null) {
            return rollUp.sums();
        }
        stored.add(rollUp.sums());
        return stored;
    }
}
