package io.turnpike.storage.jdbc;

import java.time.Instant;

/// Deletes rows whose time is over; nobody need hear of it.
final class Expired {
    private Expired() {}

    /// @param table has a column `expires_at`
    /// @param key its primary key
    /// @param max most rows that are deleted
    /// @return how many were
    static int delete(Transaction transaction, String table, String key, Instant before, int max) {
        return transaction
                .update("delete from %1$s where %2$s in (select %2$s from %1$s where expires_at < :before limit :max)"
                        .formatted(table, key))
                .bind("before", before)
                .bind("max", max)
                .execute();
    }
}
