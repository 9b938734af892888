package io.turnpike.management.operation;

import io.turnpike.access.Caller;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.time.Duration;

/// Operations that nobody polls any more.
public record OldOperations(Storage storage, Clock clock) {
    /// How long an operation can be read.
    private static final Duration KEPT = Duration.ofDays(7);

    public void delete(Caller caller) {
        storage.write(caller, work -> {
            work.longRunningOperations().deleteBefore(clock.instant().minus(KEPT));
            return caller;
        });
    }
}
