package io.turnpike.storage.jdbc;

import io.turnpike.model.Named;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.storage.Change;
import io.turnpike.storage.NamedStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/// @param table has the columns of `target_servers`
/// @param isEnforced whether the gateway must learn of a change
record JdbcNamedStore<T extends Named.Content>(Transaction transaction, String table, Class<T> type, boolean isEnforced)
        implements NamedStore<T> {
    @Override
    public List<Named<T>> list(UUID owner) {
        return transaction
                .query("select * from " + table + " where owner = :owner order by name")
                .bind("owner", owner)
                .map(this::named)
                .list();
    }

    @Override
    public Optional<Named<T>> find(UUID owner, String name) {
        return transaction
                .queryLocking("select * from " + table + " where owner = :owner and name = :name")
                .bind("owner", owner)
                .bind("name", name)
                .map(this::named)
                .findOne();
    }

    @Override
    public Named<T> insert(Named<T> made) {
        transaction.made(made.name());
        Named<T> stored = transaction
                .query("insert into " + table + """
                             (id, organization, owner, version, name, content,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, :owner, 1, :name, :document,
                             :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        on conflict (owner, name) do nothing returning *
                        """)
                .bindMethods(made)
                .bind("document", Documents.write(made.content()))
                .map(this::named)
                .findOne()
                .orElseThrow(() -> Transaction.exists(made.content().kind(), made.name()));
        noteChange(stored);
        return stored;
    }

    @Override
    public Named<T> update(Named<T> changed) {
        Named<T> stored = transaction
                .query("update " + table + """
                         set
                            version = version + 1, content = :document,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id and version = :version returning *
                        """)
                .bindMethods(changed)
                .bind("document", Documents.write(changed.content()))
                .map(this::named)
                .findOne()
                .orElseThrow(() -> transaction.missed(
                        table,
                        changed.id(),
                        new ChangedMeanwhile(changed.content().kind(), changed.name(), changed.version())));
        noteChange(stored);
        return stored;
    }

    @Override
    public void delete(Named<T> gone) {
        transaction
                .update("delete from " + table + " where id = :id")
                .bind("id", gone.id())
                .execute();
        noteChange(gone);
    }

    private void noteChange(Named<T> thing) {
        transaction.changed(isEnforced ? new Change.CatalogueChanged(thing.organization()) : new Change.Noted());
    }

    private Named<T> named(ResultSet row, StatementContext context) throws SQLException {
        return new Named<>(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                Columns.uuid(row, "owner"),
                row.getLong("version"),
                row.getString("name"),
                Documents.read(row.getString("content"), type),
                Columns.provenance(row));
    }
}
