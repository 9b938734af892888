package io.turnpike.management.monetization;

import io.turnpike.access.Caller;
import io.turnpike.billing.BalanceChange;
import io.turnpike.billing.BillingType;
import io.turnpike.billing.Money;
import io.turnpike.billing.Wallet;
import io.turnpike.model.Owner;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// The rules of billing types and balances. A payer is named by a segment of a path, see `Segments`.
final class BalanceService {
    private final PayerKind payers;
    private final Storage storage;
    private final Clock clock;

    BalanceService(PayerKind payers, Storage storage, Clock clock) {
        this.payers = payers;
        this.storage = storage;
        this.clock = clock;
    }

    BillingType billingType(String organization, String segment) {
        return storage.read(work -> {
            var payer = payers.require(work, organization, segment);
            return work.balances().billingType(payer.owner());
        });
    }

    BillingType setBillingType(Caller caller, String organization, String segment, BillingType type) {
        return storage.write(caller, work -> {
            var payer = payers.require(work, organization, segment);
            if (work.balances().billingType(payer.owner()) != type) {
                work.balances().setBillingType(payer.organization().id(), payer.owner(), type);
            }
            return type;
        });
    }

    List<Wallet> wallets(String organization, String segment) {
        return storage.read(work -> {
            var payer = payers.require(work, organization, segment);
            return work.balances().wallets(payer.owner());
        });
    }

    /// Credits an amount, unless it has been credited under that transaction before.
    ///
    /// @return all wallets of the payer
    List<Wallet> credit(Caller caller, String organization, String segment, CreditBody credit) {
        return storage.write(caller, work -> {
            var payer = payers.require(work, organization, segment);
            Money amount = credit.amount();
            var at = clock.instant();
            var wallet = payer.wallet(work, amount.currency())
                    .map(former -> former.credited(amount, at))
                    .orElseGet(() -> Wallet.opened(amount, at));
            var change = new BalanceChange(
                    payer.organization().id(),
                    payer.owner(),
                    BalanceChange.Type.CREDIT,
                    credit.transaction(),
                    amount,
                    wallet,
                    at,
                    caller.name());
            if (!work.balances().holds(payer.owner(), credit.transaction())) {
                work.balances().append(change);
            }
            return work.balances().wallets(payer.owner());
        });
    }

    /// Takes an amount from the balance; a negative one is given back.
    ///
    /// @return all wallets of the payer
    List<Wallet> adjust(Caller caller, String organization, String segment, Money adjustment) {
        return storage.write(caller, work -> {
            var payer = payers.require(work, organization, segment);
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
