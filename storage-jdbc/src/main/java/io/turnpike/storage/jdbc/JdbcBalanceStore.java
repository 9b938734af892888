package io.turnpike.storage.jdbc;

import io.turnpike.billing.BalanceChange;
import io.turnpike.billing.BillingType;
import io.turnpike.billing.Money;
import io.turnpike.billing.Wallet;
import io.turnpike.model.Owner;
import io.turnpike.storage.BalanceStore;
import io.turnpike.storage.Change.Noted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcBalanceStore(Transaction transaction) implements BalanceStore {
    @Override
    public BillingType billingType(Owner owner) {
        return transaction
                .query("select billing_type from billing_types where owner = :owner")
                .bind("owner", owner.id())
                .mapTo(BillingType.class)
                .findOne()
                .orElse(BillingType.POSTPAID);
    }

    @Override
    public void setBillingType(UUID organization, Owner owner, BillingType type) {
        transaction.changed(new Noted());
        transaction
                .update("""
                        insert into billing_types (owner, owner_kind, organization, billing_type)
                        values (:owner, :ownerKind, :organization, :type)
                        on conflict (owner) do update set billing_type = :type
                        """)
                .bind("owner", owner.id())
                .bind("ownerKind", OwnerKind.of(owner))
                .bind("organization", organization)
                .bind("type", type)
                .execute();
    }

    @Override
    public List<Wallet> wallets(Owner owner) {
        return transaction
                .query("""
                        select * from balance_changes
                        where owner = :owner and (currency, number) in
                            (select currency, max(number) from balance_changes where owner = :owner group by currency)
                        order by currency
                        """)
                .bind("owner", owner.id())
                .map(JdbcBalanceStore::wallet)
                .list();
    }

    @Override
    public boolean holds(Owner owner, String name) {
        return transaction
                .query("select 1 from balance_changes where owner = :owner and reference = :name")
                .bind("owner", owner.id())
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public void append(BalanceChange change) {
        transaction.changed(new Noted());
        transaction
                .update("""
                        insert into balance_changes
                            (owner, currency, number, organization, owner_kind, type, reference, units, nanos,
                             balance_units, balance_nanos, ceiling_units, ceiling_nanos, credited_at, at, caller)
                        values
                            (:owner.id, :currency, :wallet.changes, :organization, :ownerKind, :type, :transaction,
                             :amount.units, :amount.nanos, :wallet.balance.units, :wallet.balance.nanos,
                             :wallet.ceiling.units, :wallet.ceiling.nanos, :wallet.lastCredit, :at, :by)
                        """)
                .bindMethods(change)
                .bind("currency", change.wallet().currency().getCurrencyCode())
                .bind("ownerKind", OwnerKind.of(change.owner()))
                .execute();
    }

    private static Wallet wallet(ResultSet row, StatementContext context) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Wallet(
                row.getLong("number"),
                new Money(currency, row.getLong("balance_units"), row.getInt("balance_nanos")),
                new Money(currency, row.getLong("ceiling_units"), row.getInt("ceiling_nanos")),
                Columns.instant(row, "credited_at"));
    }
}
