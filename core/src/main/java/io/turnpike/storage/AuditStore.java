package io.turnpike.storage;

import io.turnpike.access.Caller;
import java.time.Instant;
import java.util.List;

/// Who changed what and when, and who was not allowed to. Entries of changes are written by the unit of work itself.
public interface AuditStore {
    /// The newest first.
    List<AuditEntry> find(Search search);

    /// Notes a call that changed nothing: one that was denied, or that used a key of somebody else.
    void insert(Caller caller, Instant at, Outcome outcome);

    /// Deletes the oldest entries before that time.
    ///
    /// @param max most entries that are deleted
    /// @return how many were
    int deleteBefore(Instant end, int max);

    /// The newest first.
    ///
    /// @param resourcePrefix start of the path of the changed thing
    List<AuditEntry> newest(String resourcePrefix, int count);

    /// @param revision place of the change in the change log; 0 where nothing was changed
    /// @param organization name of the one that the path names, or empty
    /// @param resource path of the request, keys masked
    record AuditEntry(
            long revision,
            Instant at,
            String user,
            String operation,
            String organization,
            String resource,
            Outcome outcome) {}

    /// What became of a call.
    enum Outcome {
        DONE(200),
        DENIED(403);

        private final int status;

        Outcome(int status) {
            this.status = status;
        }

        /// The status of HTTP that stands for it.
        public int status() {
            return status;
        }

        public static Outcome of(int status) {
            return status == DENIED.status ? DENIED : DONE;
        }
    }

    /// Which entries are wanted; an empty text wants any.
    ///
    /// @param path of the request, as an entry has it
    /// @param below whether requests to what lies below the path are wanted too
    /// @param count most entries wanted
    record Search(
            String organization, String path, boolean below, String user, String operation, Period period, int count) {}

    /// @param from the first moment of it
    /// @param end the first moment behind it
    record Period(Instant from, Instant end) {}
}
