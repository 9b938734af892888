package io.turnpike.storage.jdbc;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.turnpike.model.App;
import io.turnpike.model.Owner;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.storage.AppStore;
import io.turnpike.storage.Change.Noted;
import io.turnpike.storage.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcAppStore(Transaction transaction) implements AppStore {
    @Override
    public List<App> list(Owner owner, Page page) {
        return transaction
                .query("select * from apps where %s = :owner and name >= :start order by name limit :count"
                        .formatted(Columns.of(owner)))
                .bind("owner", owner.id())
                .bind("start", page.startKey() == null ? "" : page.startKey())
                .bind("count", page.count())
                .map(JdbcAppStore::app)
                .list();
    }

    @Override
    public Map<Owner, List<String>> names(Collection<Owner> owners, int atMost) {
        Map<Owner, List<String>> names = new HashMap<>();
        owners.stream()
                .collect(groupingBy(Columns::of))
                .forEach((column, ofOneKind) -> addNames(names, column, ofOneKind, atMost));
        return names;
    }

    @Override
    public List<UUID> ids(UUID organization, Collection<Condition> conditions, Page page) {
        Optional<UUID> start = Ids.start(page);
        if (start.isEmpty()) {
            return List.of();
        }
        AppConditions wanted = new AppConditions(List.copyOf(conditions));
        return wanted.bind(transaction.query(wanted.ids() + " order by 1 limit :count"), organization, start.get())
                .bind("count", page.count())
                .map((row, _) -> Columns.uuid(row.getBytes(1)))
                .list();
    }

    @Override
    public long count(UUID organization, Collection<Condition> conditions) {
        AppConditions wanted = new AppConditions(List.copyOf(conditions));
        return wanted.bind(
                        transaction.query("select count(*) from (" + wanted.ids() + ") as wanted"),
                        organization,
                        Ids.FIRST)
                .mapTo(Long.class)
                .one();
    }

    @Override
    public List<App> byIds(Collection<UUID> ids) {
        return transaction.inChunks(
                ids,
                chunk -> transaction
                        .query("select * from apps where id in (<ids>)")
                        .bindList("ids", chunk)
                        .map(JdbcAppStore::app)
                        .list());
    }

    @Override
    public Optional<App> find(Owner owner, String name) {
        return transaction
                .queryLocking("select * from apps where %s = :owner and name = :name".formatted(Columns.of(owner)))
                .bind("owner", owner.id())
                .bind("name", name)
                .map(JdbcAppStore::app)
                .findOne();
    }

    @Override
    public Optional<App> findById(UUID organization, UUID id) {
        return transaction
                .queryLocking("select * from apps where id = :id and organization = :organization")
                .bind("organization", organization)
                .bind("id", id)
                .map(JdbcAppStore::app)
                .findOne();
    }

    @Override
    public App insert(App app) {
        transaction.made(app.name());
        App stored = transaction
                .query("""
                        insert into apps
                            (id, organization, developer, app_group, version, name, status, details,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, :developer, :group, 1, :name, :status, :details,
                             :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        on conflict do nothing returning *
                        """)
                .bindMethods(app)
                .bindByType("developer", app.owner() instanceof Owner.Developer(UUID id) ? id : null, UUID.class)
                .bindByType("group", app.owner() instanceof Owner.Group(UUID id) ? id : null, UUID.class)
                .map(JdbcAppStore::app)
                .findOne()
                .orElseThrow(() -> Transaction.exists(Kind.APP, app.name()));
        transaction.changed(new Noted());
        return stored;
    }

    @Override
    public App update(App app) {
        Optional<App> before = findById(app.organization(), app.id());
        refuseTakenName(app, before);
        App stored = transaction
                .query("""
                        update apps set
                            version = version + 1, developer = :developer, app_group = :group,
                            status = :status, details = :details,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id and version = :version returning *
                        """)
                .bindMethods(app)
                .bindByType("developer", app.owner() instanceof Owner.Developer(UUID id) ? id : null, UUID.class)
                .bindByType("group", app.owner() instanceof Owner.Group(UUID id) ? id : null, UUID.class)
                .map(JdbcAppStore::app)
                .findOne()
                .orElseThrow(() -> transaction.missed(
                        "apps", app.id(), new ChangedMeanwhile(Kind.APP, app.name(), app.version())));
        transaction.changed(new Noted());
        boolean keepsKeys = before.filter(former -> former.status() == stored.status())
                .filter(former -> former.owner().equals(stored.owner()))
                .isPresent();
        if (!keepsKeys) {
            new KeyChanges(transaction).ofApp(stored);
        }
        return stored;
    }

    @Override
    public void delete(App app) {
        transaction.changed(new Noted());
        new KeyChanges(transaction).ofApp(app);
        transaction
                .update("delete from apps where id = :id")
                .bind("id", app.id())
                .execute();
    }

    /// @param column holds the ids of `owners`, which are of one kind
    private void addNames(Map<Owner, List<String>> names, String column, List<Owner> owners, int atMost) {
        Map<UUID, Owner> byId = owners.stream().collect(toMap(Owner::id, identity(), (one, _) -> one));
        transaction
                .inChunks(
                        byId.keySet(),
                        chunk -> transaction
                                .query("""
                                        select %1$s as owner, name from (
                                            select %1$s, name, row_number() over (partition by %1$s order by name) as place
                                            from apps where %1$s in (<owners>)) as numbered
                                        where place <= :atMost order by %1$s, name
                                        """.formatted(column))
                                .bindList("owners", chunk)
                                .bind("atMost", atMost)
                                .map((row, _) -> Map.entry(Columns.uuid(row, "owner"), row.getString("name")))
                                .list())
                .forEach(name -> names.computeIfAbsent(
                                Objects.requireNonNull(byId.get(name.getKey())), _ -> new ArrayList<>())
                        .add(name.getValue()));
    }

    /// In words of its own, since an update has no clause for a conflict.
    private void refuseTakenName(App app, Optional<App> before) {
        boolean moves =
                before.filter(former -> !former.owner().equals(app.owner())).isPresent();
        if (moves && find(app.owner(), app.name()).isPresent()) {
            throw Transaction.exists(Kind.APP, app.name());
        }
    }

    private static App app(ResultSet row, StatementContext context) throws SQLException {
        return new App(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                Columns.owner(row.getBytes("developer"), row.getBytes("app_group")),
                row.getLong("version"),
                row.getString("name"),
                Columns.status(row),
                Documents.read(row.getString("details"), App.Details.class),
                Columns.provenance(row));
    }
}
