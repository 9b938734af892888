package io.turnpike.storage.jdbc;

import io.turnpike.model.LongRunningOperation;
import io.turnpike.storage.LongRunningOperationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

record JdbcLongRunningOperationStore(Transaction transaction) implements LongRunningOperationStore {
    @Override
    public List<LongRunningOperation> list(String organization, @Nullable UUID after, int count) {
        String behind = after == null
                ? ""
                : " and (created_at, id) < (select created_at, id from long_running_operations where id = :after)";
        var query = transaction
                .query("select * from long_running_operations where organization = :organization" + behind
                        + " order by created_at desc, id desc limit :count")
                .bind("organization", organization)
                .bind("count", count);
        return (after == null ? query : query.bind("after", after))
                .map(JdbcLongRunningOperationStore::operation)
                .list();
    }

    @Override
    public Optional<LongRunningOperation> find(String organization, UUID id) {
        return transaction
                .query("select * from long_running_operations where organization = :organization and id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .map(JdbcLongRunningOperationStore::operation)
                .findOne();
    }

    @Override
    public void insert(LongRunningOperation operation) {
        transaction.update("""
                        insert into long_running_operations (id, organization, type, target, created_at, response)
                        values (:id, :organization, :type, :target, :at, :response)
                        """).bindMethods(operation).execute();
    }

    @Override
    public void deleteBefore(Instant time) {
        transaction
                .update("delete from long_running_operations where created_at < :time")
                .bind("time", time)
                .execute();
    }

    private static LongRunningOperation operation(ResultSet row, StatementContext context) throws SQLException {
        return new LongRunningOperation(
                Columns.uuid(row, "id"),
                row.getString("organization"),
                LongRunningOperation.ChangeType.valueOf(row.getString("type")),
                row.getString("target"),
                Columns.instant(row, "created_at"),
                row.getString("response"));
    }
}
