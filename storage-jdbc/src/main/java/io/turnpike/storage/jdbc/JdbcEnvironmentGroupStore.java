package io.turnpike.storage.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.turnpike.model.Attachment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.storage.Change.CatalogueChanged;
import io.turnpike.storage.EnvironmentGroupStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/// The list of ids in `environment_groups.environments` is written for the release that read nothing else, and not
/// read: attachments have a table of their own.
record JdbcEnvironmentGroupStore(Transaction transaction) implements EnvironmentGroupStore {
    @Override
    public List<EnvironmentGroup> list(UUID organization) {
        var hostnames = byGroup("hostnames", organization, (row, _) -> row.getString("hostname"));
        var attachments = byGroup("attachments", organization, JdbcEnvironmentGroupStore::attachment);
        return transaction
                .query("select * from environment_groups where organization = :organization order by name")
                .bind("organization", organization)
                .map((row, _) -> {
                    UUID id = Columns.uuid(row, "id");
                    return group(row, hostnames.getOrDefault(id, List.of()), attachments.getOrDefault(id, List.of()));
                })
                .list();
    }

    /// Locks the row before it reads the rest, so that this is as new as the row.
    @Override
    public EnvironmentGroup require(UUID organization, String name) {
        UUID id = transaction
                .queryLocking("select id from environment_groups where organization = :organization and name = :name")
                .bind("organization", organization)
                .bind("name", name)
                .map((row, _) -> Columns.uuid(row, "id"))
                .findOne()
                .orElseThrow(() -> Transaction.notFound(Kind.ENVIRONMENT_GROUP, name));
        return list(organization).stream()
                .filter(group -> group.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public EnvironmentGroup insert(EnvironmentGroup group) {
        transaction.made(group.name());
        EnvironmentGroup stored = transaction
                .query("""
                        insert into environment_groups
                            (id, organization, version, name, display_name, environments,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, 1, :name, :displayName, :environments,
                             :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        on conflict (organization, name) do nothing returning *
                        """)
                .bindMethods(group)
                .map((row, _) -> group(row, group.hostnames(), group.attachments()))
                .findOne()
                .orElseThrow(() -> Transaction.exists(Kind.ENVIRONMENT_GROUP, group.name()));
        insertParts(group);
        return stored;
    }

    @Override
    public EnvironmentGroup update(EnvironmentGroup group) {
        EnvironmentGroup stored = transaction
                .query("""
                        update environment_groups set
                            version = version + 1, display_name = :displayName, environments = :environments,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id and version = :version returning *
                        """)
                .bindMethods(group)
                .map((row, _) -> group(row, group.hostnames(), group.attachments()))
                .findOne()
                .orElseThrow(() -> transaction.missed(
                        "environment_groups",
                        group.id(),
                        new ChangedMeanwhile(Kind.ENVIRONMENT_GROUP, group.name(), group.version())));
        for (String part : List.of("hostnames", "attachments")) {
            transaction
                    .update("delete from " + part + " where environment_group = :id")
                    .bind("id", group.id())
                    .execute();
        }
        insertParts(group);
        return stored;
    }

    @Override
    public void delete(EnvironmentGroup group) {
        transaction
                .update("delete from environment_groups where id = :id")
                .bind("id", group.id())
                .execute();
        transaction.changed(new CatalogueChanged(group.organization()));
    }

    private void insertParts(EnvironmentGroup group) {
        for (int position = 0; position < group.hostnames().size(); position++) {
            insertHostname(group.id(), position, group.hostnames().get(position));
        }
        for (int position = 0; position < group.attachments().size(); position++) {
            insertAttachment(group.id(), position, group.attachments().get(position));
        }
        transaction.changed(new CatalogueChanged(group.organization()));
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
            throw Transaction.exists(Kind.HOSTNAME, hostname);
        }
    }

    private void insertAttachment(UUID group, int position, Attachment attachment) {
        transaction
                .update("""
                        insert into attachments (id, environment_group, environment, position, created_at)
                        values (:id, :group, :environment, :position, :createdAt)
                        """)
                .bindMethods(attachment)
                .bind("group", group)
                .bind("position", position)
                .execute();
    }

    /// The rows of a table that belong to groups, in the order that they have in their group.
    private <T> Map<UUID, List<T>> byGroup(String table, UUID organization, RowMapper<T> mapper) {
        return transaction
                .query("""
                        select part.*
                        from %s part join environment_groups g on g.id = part.environment_group
                        where g.organization = :organization order by part.position
                        """.formatted(table))
                .bind("organization", organization)
                .map((row, context) -> Map.entry(Columns.uuid(row, "environment_group"), mapper.map(row, context)))
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static Attachment attachment(ResultSet row, StatementContext context) throws SQLException {
        return new Attachment(
                Columns.uuid(row, "id"), Columns.uuid(row, "environment"), Columns.instant(row, "created_at"));
    }

    private static EnvironmentGroup group(ResultSet row, List<String> hostnames, List<Attachment> attachments)
            throws SQLException {
        return new EnvironmentGroup(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                row.getLong("version"),
                row.getString("name"),
                row.getString("display_name"),
                hostnames,
                attachments,
                Columns.provenance(row));
    }
}
