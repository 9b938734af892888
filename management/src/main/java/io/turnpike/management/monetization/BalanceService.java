package io.turnpike.management.monetization;

import io.turnpike.access.Caller;
import io.turnpike.billing.BalanceChange;
import io.turnpike.billing.BillingType;
import io.turnpike.billing.Money;
import io.turnpike.billing.Wallet;
import io.turnpike.management.owner.OwnerPath;
import io.turnpike.model.Owner;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// The rules of billing types and balances.
final class BalanceService {
    private final Storage storage;
    private final Clock clock;

    BalanceService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    BillingType billingType(OwnerPath path) {
        return storage.read(work -> {
            var payer = Payer.require(work, path);
            return work.balances().billingType(payer.owner());
        });
    }

    BillingType setBillingType(Caller caller, OwnerPath path, BillingType type) {
        return storage.write(caller, work -> {
            var payer = Payer.require(work, path);
            if (work.balances().billingType(payer.owner()) != type) {
                work.balances().setBillingType(payer.organization().id(), payer.owner(), type);
            }
            return type;
        });
    }

    List<Wallet> wallets(OwnerPath path) {
        return storage.read(work -> {
            var payer = Payer.require(work, path);
            return work.balances().wallets(payer.owner());
        });
    }

    /// Credits an amount, unless it has been credited under that transaction before.
    ///
    /// @return all wallets of the payer
    List<Wallet> credit(Caller caller, OwnerPath path, CreditBody credit) {
        return storage.write(caller, work -> {
            var payer = Payer.require(work, path);
            if (!work.balances().holds(payer.owner(), credit.transaction())) {
                var at = clock.instant();
                var wallet = payer.wallet(work, credit.amount().currency())
                        .map(former -> former.credited(credit.amount(), at))
                        .orElseGet(() -> Wallet.opened(credit.amount(), at));
                work.balances()
                        .append(new BalanceChange(
                                payer.organization().id(),
                                payer.owner(),
                                BalanceChange.Type.CREDIT,
                                credit.transaction(),
                                credit.amount(),
                                wallet,
                                at,
                                caller.name()));
            }
            return work.balances().wallets(payer.owner());
        });
    }

    /// Takes an amount from the balance; a negative one is given back.
    ///
    /// @return all wallets of the payer
    List<Wallet> adjust(Caller caller, OwnerPath path, Money adjustment) {
        return storage.write(caller, work -> {
            var payer = Payer.require(work, path);
            if (adjustment.sign() < 0 && payer.owner() instanceof Owner.Group) {
                throw invalid("must not be negative for an app group");
            }
            var wallet = payer.wallet(work, adjustment.currency())
                    .orElseThrow(() -> invalid("must be in a currency that has been credited before"))
                    .adjusted(adjustment);
            work.balances()
                    .append(new BalanceChange(
                            payer.organization().id(),
                            payer.owner(),
                            BalanceChange.Type.ADJUSTMENT,
                            UUID.randomUUID().toString(),
                            adjustment,
                            wallet,
                            clock.instant(),
                            caller.name()));
            return work.balances().wallets(payer.owner());
        });
    }

    private static Refused invalid(String rule) {
        return Refused.invalid(Kind.MONETIZATION, "adjustment", null, rule);
    }
}
