package io.turnpike.storage;

import io.turnpike.model.LongRunningOperation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Operations that clients may poll, at rest. They outlive their organization, and are no change themselves.
public interface LongRunningOperationStore {
    /// Newest first.
    ///
    /// @param after the operation behind which the list starts; null starts at the newest
    List<LongRunningOperation> list(String organization, @Nullable UUID after, int count);

    Optional<LongRunningOperation> find(String organization, UUID id);

    void insert(LongRunningOperation operation);

    void deleteBefore(Instant time);
}
