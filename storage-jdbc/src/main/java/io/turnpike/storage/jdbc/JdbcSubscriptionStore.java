package io.turnpike.storage.jdbc;

import io.turnpike.billing.BilledProduct;
import io.turnpike.billing.Subscription;
import io.turnpike.model.Owner;
import io.turnpike.storage.Change.Noted;
import io.turnpike.storage.Page;
import io.turnpike.storage.SubscriptionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

record JdbcSubscriptionStore(Transaction transaction) implements SubscriptionStore {
    /// Stands for "never", so that the column compares.
    private static final long NEVER = Long.MAX_VALUE;

    @Override
    public List<Subscription> list(Owner owner, Page page) {
        Optional<UUID> start = Ids.start(page);
        return start.isEmpty()
                ? List.of()
                : transaction
                        .query("""
                                select * from subscriptions where owner = :owner and id >= :start
                                order by id limit :count
                                """)
                        .bind("owner", owner.id())
                        .bind("start", start.get())
                        .bind("count", page.count())
                        .map(JdbcSubscriptionStore::subscription)
                        .list();
    }

    @Override
    public List<Subscription> list(Owner owner, UUID product) {
        return transaction
                .query("select * from subscriptions where owner = :owner and product = :product")
                .bind("owner", owner.id())
                .bind("product", product)
                .map(JdbcSubscriptionStore::subscription)
                .list();
    }

    @Override
    public Optional<Subscription> find(Owner owner, String name) {
        return Ids.parse(name)
                .flatMap(id -> transaction
                        .queryLocking("select * from subscriptions where id = :id and owner = :owner")
                        .bind("id", id)
                        .bind("owner", owner.id())
                        .map(JdbcSubscriptionStore::subscription)
                        .findOne());
    }

    @Override
    public Subscription insert(Subscription subscription) {
        transaction.made(subscription.name());
        transaction.changed(new Noted());
        return transaction
                .query("""
                        insert into subscriptions
                            (id, organization, owner, owner_kind, product, product_name, starts_at, ends_at,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, :owner.id, :ownerKind, :product.id, :product.name, :start, :ends,
                             :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        returning *
                        """)
                .bindMethods(subscription)
                .bind("ownerKind", OwnerKind.of(subscription.owner()))
                .bind("ends", milliseconds(subscription.end()))
                .map(JdbcSubscriptionStore::subscription)
                .one();
    }

    @Override
    public void update(Subscription subscription) {
        executeNoted(transaction.update("""
                        update subscriptions set
                            starts_at = :start, ends_at = :ends,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id
                        """).bindMethods(subscription).bind("ends", milliseconds(subscription.end())));
    }

    @Override
    public boolean isUsed(UUID product, Instant at) {
        return isUsed("product", product, at);
    }

    @Override
    public boolean isUsed(Owner owner, Instant at) {
        return isUsed("owner", owner.id(), at);
    }

    @Override
    public void endAll(UUID product, Instant at, String by) {
        executeNoted(
                transaction.update("""
                        update subscriptions set ends_at = :at, modified_at = :at, modified_by = :by
                        where product = :product and ends_at > :at
                        """).bind("product", product).bind("at", at).bind("by", by));
    }

    @Override
    public void endAll(Owner owner, Instant at, String by) {
        executeNoted(
                transaction.update("""
                        update subscriptions set ends_at = :at, modified_at = :at, modified_by = :by
                        where owner = :owner and ends_at > :at
                        """).bind("owner", owner.id()).bind("at", at).bind("by", by));
    }

    private boolean isUsed(String column, UUID id, Instant at) {
        return transaction
                .query("select 1 from subscriptions where %s = :id and ends_at > :at limit 1".formatted(column))
                .bind("id", id)
                .bind("at", at)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private void executeNoted(Update update) {
        if (update.execute() > 0) {
            transaction.changed(new Noted());
        }
    }

    private static long milliseconds(@Nullable Instant end) {
        return end == null ? NEVER : end.toEpochMilli();
    }

    private static Subscription subscription(ResultSet row, StatementContext context) throws SQLException {
        long ends = row.getLong("ends_at");
        return new Subscription(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                OwnerKind.owner(row),
                new BilledProduct(Columns.uuid(row, "product"), row.getString("product_name")),
                Columns.instant(row, "starts_at"),
                ends == NEVER ? null : Instant.ofEpochMilli(ends),
                Columns.provenance(row));
    }
}
