package io.turnpike.storage;

import java.time.Instant;
import java.util.List;

/// What was changed, when and by whom. Entries are written by the unit of work itself.
public interface AuditStore {
    /// Newest first.
    ///
    /// @param resourcePrefix start of the path of the changed thing
    List<AuditEntry> newest(String resourcePrefix, int count);

    /// @param revision place of the change in the change log
    /// @param resource path of the request, keys masked
    record AuditEntry(long revision, Instant at, String user, String operation, String resource) {}
}
