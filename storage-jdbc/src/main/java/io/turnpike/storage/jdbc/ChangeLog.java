package io.turnpike.storage.jdbc;

import io.turnpike.access.Caller;
import io.turnpike.storage.Change;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Ends a unit of work that changed something: gives it its place among all commits.
record ChangeLog(Transaction transaction, Instant now) {

    /// Raises the revision, which locks it until the commit; so whoever comes later gets a later number and
    /// commits later too. It must be the last thing that a unit does, or units would wait for each other
    /// too long, and in a circle.
    ///
    /// @return the revision of the last of the unit's changes
    long append(Caller caller, List<Change> changes) {
        long last = transaction
                .query("update installation set revision = revision + :count returning revision")
                .bind("count", changes.size())
                .mapTo(Long.class)
                .one();
        insert(last - changes.size() + 1, changes);
        if (caller.isAudited()) {
            new JdbcAuditStore(transaction).insert(last, caller, now);
        }
        return last;
    }

    private void insert(long first, List<Change> changes) {
        PreparedBatch batch = transaction.batch("""
                insert into change_log (revision, format, kind, organization, payload, at)
                values (:revision, :format, :kind, :organization, :payload, :at)
                """);
        long revision = first;
        for (Change change : changes) {
            ChangeRow row = ChangeRow.of(change);
            batch.bind("revision", revision)
                    .bind("format", row.format())
                    .bind("kind", row.kind())
                    .bindByType("organization", row.organization(), UUID.class)
                    .bind("payload", row.payload())
                    .bind("at", now)
                    .add();
            revision++;
        }
        batch.execute();
    }
}
