package io.turnpike.usage;

import java.util.Optional;

/// The calls that this node's usage log still holds. Safe for use by many threads.
public interface RecordedCalls {
    /// @return with both of its entries where both are there
    /// @throws java.io.UncheckedIOException if the log cannot be read
    Optional<UsageRecord> find(CallId id);
}
