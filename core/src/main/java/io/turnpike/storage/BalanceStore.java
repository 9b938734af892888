package io.turnpike.storage;

import io.turnpike.billing.BalanceChange;
import io.turnpike.billing.BillingType;
import io.turnpike.billing.Wallet;
import io.turnpike.model.Owner;
import java.util.List;
import java.util.UUID;

/// What owners of apps pay with, at rest. It stays when the owner goes.
public interface BalanceStore {
    /// `POSTPAID` where none was set.
    BillingType billingType(Owner owner);

    void setBillingType(UUID organization, Owner owner, BillingType type);

    /// One for each currency, in order of their codes.
    List<Wallet> wallets(Owner owner);

    /// Whether the ledger of the owner holds a change of that name.
    boolean holds(Owner owner, String transaction);

    /// Adds a line to the ledger. A unit whose wallet somebody else has changed since it was read starts anew, so no
    /// change is lost.
    void append(BalanceChange change);
}
