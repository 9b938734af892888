package io.turnpike.management.access;

import io.turnpike.access.Caller;
import io.turnpike.http.Denials;
import io.turnpike.storage.AuditStore.Outcome;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.time.Instant;

/// Writes denied calls into the audit.
public final class DenialLog implements Denials {
    private final Storage storage;
    private final Clock clock;

    public DenialLog(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    @Override
    public void denied(Caller caller) {
        Instant now = clock.instant();
        storage.write(caller, work -> {
            work.audit().insert(caller, now, Outcome.DENIED);
            return caller;
        });
    }
}
