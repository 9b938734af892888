package io.turnpike.storage.jdbc;

import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.storage.Change.CatalogueChanged;
import io.turnpike.storage.EnvironmentStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        Environment stored = transaction
                .query("""
                        insert into environments
                            (id, organization, version, name, display_name, description, properties,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, 1, :name, :displayName, :description, :properties,
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
                            properties = :properties,
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
    public List<EnvironmentGroup> groups(UUID organization) {
        Map<UUID, List<String>> hostnames = hostnames(organization);
        return transaction
                .query("select * from environment_groups where organization = :organization order by name")
                .bind("organization", organization)
                .map((row, _) -> group(row, hostnames.getOrDefault(Columns.uuid(row, "id"), List.of())))
                .list();
    }

    @Override
    public EnvironmentGroup insertGroup(EnvironmentGroup group) {
        EnvironmentGroup stored = transaction
                .query("""
                        insert into environment_groups
                            (id, organization, version, name, environments,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, 1, :name, :environments, :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        on conflict (organization, name) do nothing returning *
                        """)
                .bindMethods(group)
                .map((row, _) -> group(row, group.hostnames()))
                .findOne()
                .orElseThrow(() -> Transaction.exists(Kind.ENVIRONMENT_GROUP, group.name()));
        for (int position = 0; position < group.hostnames().size(); position++) {
            insertHostname(group.id(), position, group.hostnames().get(position));
        }
        transaction.changed(new CatalogueChanged(stored.organization()));
        return stored;
    }

    private void insertHostname(UUID group, int position, String hostname) {
        int inserted = transaction
                .update("""
                        insert into hostnames (hostname, environment_group, position)
                        values (:hostname, :group, :position) on conflict (hostname) do nothing
                        """)
                .bind("hostname", hostname)
                .bind("group", group)
                .bind("position", position)
                .execute();
        if (inserted == 0) {
            throw Transaction.exists(Kind.ENVIRONMENT_GROUP, hostname);
        }
    }

    private Map<UUID, List<String>> hostnames(UUID organization) {
        Map<UUID, List<String>> byGroup = new HashMap<>();
        transaction
                .query("""
                        select h.environment_group, h.hostname
                        from hostnames h join environment_groups g on g.id = h.environment_group
                        where g.organization = :organization order by h.position
                        """)
                .bind("organization", organization)
                .map((row, _) -> Map.entry(Columns.uuid(row, "environment_group"), row.getString("hostname")))
                .forEach(host -> byGroup.computeIfAbsent(host.getKey(), _ -> new ArrayList<>())
                        .add(host.getValue()));
        return byGroup;
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
                Columns.provenance(row));
    }

    private static EnvironmentGroup group(ResultSet row, List<String> hostnames) throws SQLException {
        return new EnvironmentGroup(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                row.getLong("version"),
                row.getString("name"),
                hostnames,
                Documents.read(row.getString("environments"), Documents.IDS),
                Columns.provenance(row));
    }
}
