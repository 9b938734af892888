package io.turnpike.storage.jdbc;

import io.turnpike.model.Environment;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.storage.Change.CatalogueChanged;
import io.turnpike.storage.EnvironmentStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcEnvironmentStore(Transaction transaction) implements EnvironmentStore {
    @Override
    public List<Environment> list(UUID organization) {
        return transaction
                .query("select * from environments where organization = :organization order by name")
                .bind("organization", organization)
                .map(JdbcEnvironmentStore::environment)
                .list();
    }

    @Override
    public Environment require(UUID organization, String name) {
        return transaction
                .queryLocking("select * from environments where organization = :organization and name = :name")
                .bind("organization", organization)
                .bind("name", name)
                .map(JdbcEnvironmentStore::environment)
                .findOne()
                .orElseThrow(() -> Transaction.notFound(Kind.ENVIRONMENT, name));
    }

    @Override
    public Environment insert(Environment environment) {
        transaction.made(environment.name());
        Environment stored = transaction
                .query("""
                        insert into environments
                            (id, organization, version, name, display_name, description, properties, details,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, 1, :name, :displayName, :description, :properties, :details,
                             :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        on conflict (organization, name) do nothing returning *
                        """)
                .bindMethods(environment)
                .map(JdbcEnvironmentStore::environment)
                .findOne()
                .orElseThrow(() -> Transaction.exists(Kind.ENVIRONMENT, environment.name()));
        transaction.changed(new CatalogueChanged(stored.organization()));
        return stored;
    }

    @Override
    public Environment update(Environment environment) {
        Environment stored = transaction
                .query("""
                        update environments set
                            version = version + 1, display_name = :displayName, description = :description,
                            properties = :properties, details = :details,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id and version = :version returning *
                        """)
                .bindMethods(environment)
                .map(JdbcEnvironmentStore::environment)
                .findOne()
                .orElseThrow(() -> transaction.missed(
                        "environments",
                        environment.id(),
                        new ChangedMeanwhile(Kind.ENVIRONMENT, environment.name(), environment.version())));
        transaction.changed(new CatalogueChanged(stored.organization()));
        return stored;
    }

    @Override
    public void delete(Environment environment) {
        transaction
                .update("delete from environments where id = :id")
                .bind("id", environment.id())
                .execute();
        transaction.changed(new CatalogueChanged(environment.organization()));
    }

    private static Environment environment(ResultSet row, StatementContext context) throws SQLException {
        return new Environment(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                row.getLong("version"),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("description"),
                Documents.read(row.getString("properties"), Documents.PROPERTIES),
                Documents.read(row.getString("details"), Environment.Details.class),
                Columns.provenance(row));
    }
}
