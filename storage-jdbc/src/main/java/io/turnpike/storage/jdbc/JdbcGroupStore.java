package io.turnpike.storage.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.turnpike.model.Group;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.storage.Change.Noted;
import io.turnpike.storage.Change.OwnerChanged;
import io.turnpike.storage.GroupStore;
import io.turnpike.storage.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcGroupStore(Transaction transaction) implements GroupStore {
    @Override
    public List<Group> list(UUID organization, Filter filter, Page page) {
        return narrowed(
                        "select * from app_groups where organization = :organization and name >= :start"
                                + conditions(filter) + " order by name limit :count",
                        organization,
                        filter)
                .bind("start", page.startKey() == null ? "" : page.startKey())
                .bind("count", page.count())
                .map(JdbcGroupStore::group)
                .list();
    }

    @Override
    public long count(UUID organization, Filter filter) {
        String sql = "select count(*) from app_groups where organization = :organization" + conditions(filter);
        return narrowed(sql, organization, filter).mapTo(Long.class).one();
    }

    @Override
    public List<Group> listByMember(UUID organization, String email) {
        return transaction
                .query("""
                        select g.* from memberships m join app_groups g on g.id = m.app_group
                        where m.organization = :organization and m.folded_email = :email
                        order by g.name
                        """)
                .bind("organization", organization)
                .bind("email", folded(email))
                .map(JdbcGroupStore::group)
                .list();
    }

    @Override
    public Map<String, List<String>> namesByMember(UUID organization, Collection<String> foldedEmails) {
        return transaction
                .inChunks(
                        foldedEmails,
                        chunk -> transaction
                                .query("""
                                        select m.folded_email, g.name
                                        from memberships m join app_groups g on g.id = m.app_group
                                        where m.organization = :organization and m.folded_email in (<emails>)
                                        order by m.folded_email, g.name
                                        """)
                                .bind("organization", organization)
                                .bindList("emails", chunk)
                                .map((row, _) -> Map.entry(row.getString("folded_email"), row.getString("name")))
                                .list())
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    @Override
    public List<Group> listByProduct(UUID product, Page page) {
        return transaction
                .query("""
                        select o.* from app_groups o
                        where o.name >= :start and o.id in (
                            select a.app_group from grants g join apps a on a.id = g.app where g.product = :product)
                        order by o.name limit :count
                        """)
                .bind("product", product)
                .bind("start", page.startKey() == null ? "" : page.startKey())
                .bind("count", page.count())
                .map(JdbcGroupStore::group)
                .list();
    }

    @Override
    public Optional<Group> find(UUID organization, String name) {
        return transaction
                .queryLocking("select * from app_groups where organization = :organization and name = :name")
                .bind("organization", organization)
                .bind("name", name)
                .map(JdbcGroupStore::group)
                .findOne();
    }

    @Override
    public List<Group> byIds(Collection<UUID> ids) {
        return transaction.inChunks(
                ids,
                chunk -> transaction
                        .query("select * from app_groups where id in (<ids>)")
                        .bindList("ids", chunk)
                        .map(JdbcGroupStore::group)
                        .list());
    }

    @Override
    public boolean isTaken(UUID organization, String name) {
        return transaction
                .query("select 1 from app_groups where organization = :organization and folded_name = :name")
                .bind("organization", organization)
                .bind("name", folded(name))
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public Group requireById(UUID id) {
        return findById(id).orElseThrow(() -> Transaction.notFound(Kind.APP_GROUP, id.toString()));
    }

    @Override
    public Group insert(Group group) {
        transaction.made(group.name());
        Group stored = transaction
                .query("""
                        insert into app_groups
                            (id, organization, version, name, folded_name, active, channel_id, channel_uri, details, members,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, 1, :name, :foldedName, :active,
                             :details.channelId, :details.channelUri, :details, :members,
                             :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        on conflict do nothing returning *
                        """)
                .bindMethods(group)
                .bind("foldedName", folded(group.name()))
                .map(JdbcGroupStore::group)
                .findOne()
                .orElseThrow(() -> Transaction.exists(Kind.APP_GROUP, group.name()));
        insertMemberships(stored);
        transaction.changed(new Noted());
        return stored;
    }

    @Override
    public Group update(Group group) {
        boolean changesKeys = findById(group.id())
                .filter(before -> before.active() == group.active())
                .isEmpty();
        Group stored = transaction
                .query("""
                        update app_groups set
                            version = version + 1, active = :active,
                            channel_id = :details.channelId, channel_uri = :details.channelUri,
                            details = :details, members = :members,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id and version = :version returning *
                        """)
                .bindMethods(group)
                .map(JdbcGroupStore::group)
                .findOne()
                .orElseThrow(() -> transaction.missed(
                        "app_groups", group.id(), new ChangedMeanwhile(Kind.APP_GROUP, group.name(), group.version())));
        transaction
                .update("delete from memberships where app_group = :id")
                .bind("id", group.id())
                .execute();
        insertMemberships(stored);
        transaction.changed(
                changesKeys ? new OwnerChanged(stored.organization(), stored.owner(), stored.active()) : new Noted());
        return stored;
    }

    @Override
    public void delete(Group group) {
        transaction.changed(new Noted());
        new KeyChanges(transaction).ofOwner(group.organization(), group.owner());
        transaction
                .update("delete from app_groups where id = :id")
                .bind("id", group.id())
                .execute();
    }

    private Optional<Group> findById(UUID id) {
        return transaction
                .queryLocking("select * from app_groups where id = :id")
                .bind("id", id)
                .map(JdbcGroupStore::group)
                .findOne();
    }

    private void insertMemberships(Group group) {
        if (group.members().isEmpty()) {
            return;
        }
        PreparedBatch batch = transaction.batch("""
                insert into memberships (organization, folded_email, app_group)
                values (:organization, :email, :group)
                """);
        group.members()
                .forEach(member -> batch.bind("organization", group.organization())
                        .bind("email", member.foldedEmail())
                        .bind("group", group.id())
                        .add());
        batch.execute();
    }

    private Query narrowed(String sql, UUID organization, Filter filter) {
        Query query = transaction.query(sql).bind("organization", organization);
        if (filter.active() != null) {
            query.bind("active", filter.active());
        }
        if (filter.channelId() != null) {
            query.bind("channelId", filter.channelId());
        }
        if (filter.channelUri() != null) {
            query.bind("channelUri", filter.channelUri());
        }
        return query;
    }

    private static String conditions(Filter filter) {
        return (filter.active() == null ? "" : " and active = :active")
                + (filter.channelId() == null ? "" : " and channel_id = :channelId")
                + (filter.channelUri() == null ? "" : " and channel_uri = :channelUri");
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Group group(ResultSet row, StatementContext context) throws SQLException {
        return new Group(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                row.getLong("version"),
                row.getString("name"),
                row.getBoolean("active"),
                Documents.read(row.getString("details"), Group.Details.class),
                Documents.read(row.getString("members"), Documents.MEMBERS),
                Columns.provenance(row));
    }
}
