package io.turnpike.management.monetization;

import io.turnpike.billing.Money;
import io.turnpike.management.wire.Fields;

/// A credit on the wire.
///
/// Source: management-api 10.3.
record CreditBody(Money amount, String transaction) {
    static CreditBody read(Fields body) {
        return new CreditBody(MoneyBody.required(body, "transactionAmount"), body.text("transactionId"));
    }
}
