package io.turnpike.storage.jdbc;

import io.turnpike.access.Caller;
import io.turnpike.storage.AuditStore;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;

/// A call that was denied has a random negative number where others have their revision: the table wants one.
record JdbcAuditStore(Transaction transaction) implements AuditStore {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public List<AuditEntry> newest(String resourcePrefix, int count) {
        return transaction
                .query("""
                        select * from audit where substr(resource, 1, length(:prefix)) = :prefix
                        order by at desc, revision desc limit :count
                        """)
                .bind("prefix", resourcePrefix)
                .bind("count", count)
                .map(JdbcAuditStore::entry)
                .list();
    }

    @Override
    public List<AuditEntry> find(Search search) {
        return transaction
                .query("""
                        select * from audit
                        where at >= :period.from and at < :period.end %s
                        order by at desc, revision desc limit :count
                        """.formatted(conditions(search)))
                .bindMethods(search)
                .map(JdbcAuditStore::entry)
                .list();
    }

    @Override
    public void insert(Caller caller, Instant at, Outcome outcome) {
        long number = Long.MIN_VALUE + RANDOM.nextLong(Long.MAX_VALUE);
        insert(number, caller, caller.resource(), at, outcome);
    }

    @Override
    public int deleteBefore(Instant end, int max) {
        return transaction.update("""
                        delete from audit where revision in
                            (select revision from audit where at < :end order by at limit :max)
                        """).bind("end", end).bind("max", max).execute();
    }

    void insert(long revision, Caller caller, Instant at) {
        String made = transaction.made();
        insert(revision, caller, made == null ? caller.resource() : caller.made(made), at, Outcome.DONE);
    }

    private void insert(long revision, Caller caller, String resource, Instant at, Outcome outcome) {
        transaction
                .update("""
                        insert into audit (revision, at, caller, operation, organization, resource, status)
                        values (:revision, :at, :name, :operation, :organization, :resource, :status)
                        """)
                .bind("name", caller.name())
                .bind("operation", caller.operation())
                .bind("organization", caller.organization())
                .bind("resource", resource)
                .bind("revision", revision)
                .bind("at", at)
                .bind("status", outcome.status())
                .execute();
    }

    private static String conditions(Search search) {
        var sql = new StringBuilder();
        if (!search.organization().isEmpty()) {
            sql.append(" and organization = :organization");
        }
        if (!search.user().isEmpty()) {
            sql.append(" and caller = :user");
        }
        if (!search.operation().isEmpty()) {
            sql.append(" and operation = :operation");
        }
        if (!search.path().isEmpty()) {
            sql.append(" and (resource = :path");
            if (search.below()) {
                sql.append(" or substr(resource, 1, length(:path) + 1) in (:path || '/', :path || ':')");
            }
            sql.append(')');
        }
        return sql.toString();
    }

    private static AuditEntry entry(ResultSet row, StatementContext context) throws SQLException {
        return new AuditEntry(
                Math.max(0, row.getLong("revision")),
                Columns.instant(row, "at"),
                row.getString("caller"),
                row.getString("operation"),
                row.getString("organization"),
                row.getString("resource"),
                Outcome.of(row.getInt("status")));
    }
}
