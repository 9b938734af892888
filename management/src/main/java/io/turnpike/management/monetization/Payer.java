package io.turnpike.management.monetization;

import io.turnpike.billing.Money;
import io.turnpike.billing.Wallet;
import io.turnpike.management.owner.KnownOwner;
import io.turnpike.management.owner.OwnerPath;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.storage.Work;
import java.util.Currency;
import java.util.Optional;

/// An owner of apps and the organization, as one unit of work found them.
record Payer(Organization organization, Owner owner) {
    /// @throws io.turnpike.problem.Refused with `NotFound`
    static Payer require(Work work, OwnerPath path) {
        var known = KnownOwner.require(work, path);
        return new Payer(known.organization(), known.owner());
    }

    Optional<Wallet> wallet(Work work, Currency currency) {
        return work.balances().wallets(owner).stream()
                .filter(wallet -> wallet.currency().equals(currency))
                .findFirst();
    }

    Money balance(Work work, Currency currency) {
        return wallet(work, currency).map(Wallet::balance).orElse(Money.zero(currency));
    }
}
