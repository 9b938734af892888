package io.turnpike.storage.jdbc;

import io.turnpike.billing.BilledProduct;
import io.turnpike.billing.RatePlan;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.storage.Change.Noted;
import io.turnpike.storage.Page;
import io.turnpike.storage.RatePlanStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcRatePlanStore(Transaction transaction) implements RatePlanStore {
    @Override
    public List<RatePlan> list(UUID organization, Filter filter, Page page) {
        Optional<UUID> start = Ids.start(page);
        if (start.isEmpty()) {
            return List.of();
        }
        String sql = "select * from rate_plans where organization = :organization and id >= :start"
                + (filter.product() == null ? "" : " and product = :product")
                + (filter.state() == null ? "" : " and state = :state")
                + " order by id limit :count";
        Query query = transaction
                .query(sql)
                .bind("organization", organization)
                .bind("start", start.get())
                .bind("count", page.count());
        if (filter.product() != null) {
            query.bind("product", filter.product());
        }
        if (filter.state() != null) {
            query.bind("state", filter.state());
        }
        return query.map(JdbcRatePlanStore::plan).list();
    }

    @Override
    public Optional<RatePlan> find(UUID product, String name) {
        return Ids.parse(name)
                .flatMap(id -> transaction
                        .queryLocking("select * from rate_plans where id = :id and product = :product")
                        .bind("id", id)
                        .bind("product", product)
                        .map(JdbcRatePlanStore::plan)
                        .findOne());
    }

    @Override
    public RatePlan insert(RatePlan plan) {
        transaction.made(plan.name());
        transaction.changed(new Noted());
        return transaction
                .query("""
                        insert into rate_plans
                            (id, organization, product, product_name, version, state, terms,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, :product.id, :product.name, 1, :state, :terms,
                             :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        returning *
                        """)
                .bindMethods(plan)
                .map(JdbcRatePlanStore::plan)
                .one();
    }

    @Override
    public RatePlan update(RatePlan plan) {
        transaction.changed(new Noted());
        return transaction
                .query("""
                        update rate_plans set
                            version = version + 1, state = :state, terms = :terms,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id and version = :version returning *
                        """)
                .bindMethods(plan)
                .map(JdbcRatePlanStore::plan)
                .findOne()
                .orElseThrow(() -> transaction.missed(
                        "rate_plans", plan.id(), new ChangedMeanwhile(Kind.RATE_PLAN, plan.name(), plan.version())));
    }

    @Override
    public void delete(RatePlan plan) {
        transaction.changed(new Noted());
        transaction
                .update("delete from rate_plans where id = :id")
                .bind("id", plan.id())
                .execute();
    }

    private static RatePlan plan(ResultSet row, StatementContext context) throws SQLException {
        return new RatePlan(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                new BilledProduct(Columns.uuid(row, "product"), row.getString("product_name")),
                row.getLong("version"),
                RatePlan.State.valueOf(row.getString("state")),
                Documents.read(row.getString("terms"), RatePlan.Terms.class),
                Columns.provenance(row));
    }
}
