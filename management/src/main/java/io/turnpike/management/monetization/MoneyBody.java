package io.turnpike.management.monetization;

import io.turnpike.billing.Money;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.problem.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Money on the wire; amounts that are left out are 0.
///
/// Source: management-api 9.6.
final class MoneyBody {
    private MoneyBody() {}

    /// @param standard code of the currency where the money names none; empty where it must
    static Optional<Money> read(Fields body, String name, String standard) {
        return body.object(name, Kind.MONETIZATION).map(money -> {
            String code = money.optionalText("currencyCode").orElse(standard);
            return new Money(
                    Money.currency(code), money.number("units").orElse(0), nanos(money, money.number("nanos")));
        });
    }

    /// Money that names its currency.
    static Money required(Fields body, String name) {
        return read(body, name, "").orElseThrow(() -> body.invalid(name, "must be given"));
    }

    /// Both amounts are written also where they are 0: typed clients read both.
    static Map<String, Object> write(Money money, View view) {
        return view.members()
                .text("currencyCode", money.currency().getCurrencyCode())
                .number("units", money.units())
                .value("nanos", money.nanos())
                .toMap();
    }

    private static int nanos(Fields money, OptionalLong given) {
        long nanos = given.orElse(0);
        if (nanos != (int) nanos) {
            throw money.invalid("nanos", "must be an integer of 32 bits");
        }
        return (int) nanos;
    }
}
