package io.turnpike.billing;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.Currency;

/// What an owner of apps has in one currency. The first credit opens it.
///
/// @param changes how many changes have led to it, the first credit included
/// @param balance below zero where more was taken than there was
/// @param ceiling the balance right after the last credit; no adjustment raises the balance above it
public record Wallet(long changes, Money balance, Money ceiling, Instant lastCredit) {
    private static final String CREDIT = "transactionAmount";
    private static final String ADJUSTMENT = "adjustment";

    public static Wallet opened(Money credit, Instant at) {
        requirePositive(credit);
        return new Wallet(1, credit, credit, at);
    }

    public Currency currency() {
        return balance.currency();
    }

    public Wallet credited(Money credit, Instant at) {
        requirePositive(credit);
        Money changed = balance.plus(credit);
        return new Wallet(changes + 1, changed, changed, at);
    }

    /// @param adjustment what was charged too little; negative for what was charged too much
    public Wallet adjusted(Money adjustment) {
        if (adjustment.sign() == 0) {
            throw Refused.invalid(Kind.MONETIZATION, ADJUSTMENT, null, "must not be 0");
        }
        Money changed = balance.minus(adjustment);
        if (adjustment.sign() < 0 && changed.compareTo(ceiling) > 0) {
            throw Refused.invalid(
                    Kind.MONETIZATION,
                    ADJUSTMENT,
                    null,
                    "must not raise the balance above that after the last credit, %s".formatted(ceiling));
        }
        return new Wallet(changes + 1, changed, ceiling, lastCredit);
    }

    private static void requirePositive(Money credit) {
        if (credit.sign() <= 0) {
            throw Refused.invalid(Kind.MONETIZATION, CREDIT, null, "must be more than 0");
        }
    }
}
