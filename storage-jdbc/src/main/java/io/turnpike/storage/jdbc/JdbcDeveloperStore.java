package io.turnpike.storage.jdbc;

import io.turnpike.model.Developer;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.storage.Change.Noted;
import io.turnpike.storage.Change.OwnerChanged;
import io.turnpike.storage.DeveloperStore;
import io.turnpike.storage.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcDeveloperStore(Transaction transaction) implements DeveloperStore {
    @Override
    public List<Developer> list(UUID organization, Page page) {
        return transaction
                .query("""
                        select * from developers where organization = :organization and folded_email >= :start
                        order by folded_email limit :count
                        """)
                .bind("organization", organization)
                .bind("start", page.startKey() == null ? "" : page.startKey().toLowerCase(Locale.ROOT))
                .bind("count", page.count())
                .map(JdbcDeveloperStore::developer)
                .list();
    }

    @Override
    public List<Developer> listByApp(UUID organization, String app) {
        return transaction
                .query("""
                        select d.* from apps a join developers d on d.id = a.developer
                        where a.organization = :organization and a.name = :app
                        order by d.folded_email
                        """)
                .bind("organization", organization)
                .bind("app", app)
                .map(JdbcDeveloperStore::developer)
                .list();
    }

    @Override
    public List<Developer> listByProduct(UUID product, Page page) {
        return transaction
                .query("""
                        select d.* from developers d
                        where d.folded_email >= :start and d.id in (
                            select a.developer from grants g join apps a on a.id = g.app where g.product = :product)
                        order by d.folded_email limit :count
                        """)
                .bind("product", product)
                .bind("start", page.startKey() == null ? "" : page.startKey().toLowerCase(Locale.ROOT))
                .bind("count", page.count())
                .map(JdbcDeveloperStore::developer)
                .list();
    }

    @Override
    public Optional<Developer> find(UUID organization, String emailOrId) {
        if (emailOrId.contains("@")) {
            return transaction
                    .queryLocking(
                            "select * from developers where organization = :organization and folded_email = :email")
                    .bind("organization", organization)
                    .bind("email", emailOrId.toLowerCase(Locale.ROOT))
                    .map(JdbcDeveloperStore::developer)
                    .findOne();
        }
        return Ids.parse(emailOrId)
                .flatMap(this::findById)
                .filter(developer -> developer.organization().equals(organization));
    }

    @Override
    public List<Developer> byIds(Collection<UUID> ids) {
        return transaction.inChunks(
                ids,
                chunk -> transaction
                        .query("select * from developers where id in (<ids>)")
                        .bindList("ids", chunk)
                        .map(JdbcDeveloperStore::developer)
                        .list());
    }

    @Override
    public void forEachEmail(BiConsumer<UUID, String> consumer) {
        transaction
                .query("select id, folded_email from developers")
                .setFetchSize(Transaction.FETCHED_AT_ONCE)
                .scanResultSet((rows, _) -> {
                    for (ResultSet row = rows.get(); row.next(); ) {
                        consumer.accept(Columns.uuid(row.getBytes(1)), row.getString(2));
                    }
                    return consumer;
                });
    }

    @Override
    public Developer requireById(UUID id) {
        return findById(id).orElseThrow(() -> Transaction.notFound(Kind.DEVELOPER, id.toString()));
    }

    @Override
    public Developer insert(Developer developer) {
        transaction.made(developer.email());
        Developer stored = transaction
                .query("""
                        insert into developers
                            (id, organization, version, folded_email, active, profile,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, 1, :profile.foldedEmail, :active, :profile,
                             :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        on conflict (organization, folded_email) do nothing returning *
                        """)
                .bindMethods(developer)
                .map(JdbcDeveloperStore::developer)
                .findOne()
                .orElseThrow(() -> Transaction.exists(Kind.DEVELOPER, developer.email()));
        transaction.changed(new Noted());
        return stored;
    }

    @Override
    public Developer update(Developer developer) {
        refuseTakenEmail(developer);
        boolean changesKeys = findById(developer.id())
                .filter(before -> before.active() == developer.active()
                        && before.profile()
                                .foldedEmail()
                                .equals(developer.profile().foldedEmail()))
                .isEmpty();
        Developer stored = transaction
                .query("""
                        update developers set
                            version = version + 1, folded_email = :profile.foldedEmail, active = :active,
                            profile = :profile,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id and version = :version returning *
                        """)
                .bindMethods(developer)
                .map(JdbcDeveloperStore::developer)
                .findOne()
                .orElseThrow(() -> transaction.missed(
                        "developers",
                        developer.id(),
                        new ChangedMeanwhile(Kind.DEVELOPER, developer.email(), developer.version())));
        transaction.changed(
                changesKeys ? new OwnerChanged(stored.organization(), stored.owner(), stored.active()) : new Noted());
        return stored;
    }

    @Override
    public void delete(Developer developer) {
        transaction.changed(new Noted());
        new KeyChanges(transaction).ofOwner(developer.organization(), developer.owner());
        transaction
                .update("delete from developers where id = :id")
                .bind("id", developer.id())
                .execute();
    }

    private Optional<Developer> findById(UUID id) {
        return transaction
                .queryLocking("select * from developers where id = :id")
                .bind("id", id)
                .map(JdbcDeveloperStore::developer)
                .findOne();
    }

    private void refuseTakenEmail(Developer developer) {
        transaction
                .query("""
                        select id from developers
                        where organization = :organization and folded_email = :profile.foldedEmail and id <> :id
                        """)
                .bindMethods(developer)
                .mapTo(byte[].class)
                .findOne()
                .ifPresent(_ -> {
                    throw Transaction.exists(Kind.DEVELOPER, developer.email());
                });
    }

    private static Developer developer(ResultSet row, StatementContext context) throws SQLException {
        return new Developer(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                row.getLong("version"),
                Documents.read(row.getString("profile"), Developer.Profile.class),
                row.getBoolean("active"),
                Columns.provenance(row));
    }
}
