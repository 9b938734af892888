package io.turnpike.billing;

import io.turnpike.model.Owner;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.UUID;

/// One line of the ledger of an owner of apps. Lines are added and never changed.
///
/// @param transaction unique for the owner, so that a repeated one is counted once
/// @param amount as it was sent: what was credited, or what an adjustment takes away
/// @param wallet as the change leaves it
public record BalanceChange(
        UUID organization,
        Owner owner,
        Type type,
        String transaction,
        Money amount,
        Wallet wallet,
        Instant at,
        String by) {
    private static final int MAX_TRANSACTION = 255;

    public BalanceChange {
        if (transaction.isBlank() || transaction.length() > MAX_TRANSACTION) {
            throw Refused.invalid(
                    Kind.MONETIZATION, "transactionId", null, "must have 1 to " + MAX_TRANSACTION + " characters");
        }
    }

    public enum Type {
        CREDIT,
        ADJUSTMENT
    }
}
