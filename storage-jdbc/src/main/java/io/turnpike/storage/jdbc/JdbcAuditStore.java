package io.turnpike.storage.jdbc;

import io.turnpike.storage.AuditStore;
import java.util.List;

record JdbcAuditStore(Transaction transaction) implements AuditStore {
    @Override
    public List<AuditEntry> newest(String resourcePrefix, int count) {
        return transaction
                .query("""
                        select * from audit where substr(resource, 1, length(:prefix)) = :prefix
                        order by revision desc limit :count
                        """)
                .bind("prefix", resourcePrefix)
                .bind("count", count)
                .map((row, _) -> new AuditEntry(
                        row.getLong("revision"),
                        Columns.instant(row, "at"),
                        row.getString("caller"),
                        row.getString("operation"),
                        row.getString("resource")))
                .list();
    }

    void insert(AuditEntry entry) {
        transaction.update("""
                        insert into audit (revision, at, caller, operation, resource)
                        values (:revision, :at, :user, :operation, :resource)
                        """).bindMethods(entry).execute();
    }
}
