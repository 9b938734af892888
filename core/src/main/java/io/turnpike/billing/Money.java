package io.turnpike.billing;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;

/// An exact amount of one currency. Amounts of two currencies are neither added nor compared: that is a fault of the
/// caller, an `IllegalArgumentException`.
///
/// @param units whole units of the currency
/// @param nanos billionths of a unit, with the sign of `units` where both are not 0
public record Money(Currency currency, long units, int nanos) implements Comparable<Money> {
    private static final int DIGITS_OF_NANOS = 9;
    private static final BigInteger NANOS_PER_UNIT = BigInteger.TEN.pow(DIGITS_OF_NANOS);

    public Money {
        if (Math.abs((long) nanos) >= NANOS_PER_UNIT.longValue()) {
            throw invalid("nanos", "must lie between -999999999 and 999999999");
        }
        if (Long.signum(units) * Integer.signum(nanos) < 0) {
            throw invalid("nanos", "must have the sign of units");
        }
    }

    public static Money zero(Currency currency) {
        return new Money(currency, 0, 0);
    }

    /// A currency by its code of three capital letters.
    ///
    /// @throws Refused with `InvalidField` where ISO 4217 has no such code, or it names no money: gold, none at all
    public static Currency currency(String code) {
        try {
            var currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException _) {
            // is no code, refused alike
        }
        throw invalid("currencyCode", "must be a code of ISO 4217, such as USD");
    }

    /// @throws Refused with `InvalidField` where the sum has more than 64 bits of units
    public Money plus(Money other) {
        requireSame(other);
        return ofNanos(allNanos().add(other.allNanos()));
    }

    /// @throws Refused with `InvalidField` where the difference has more than 64 bits of units
    public Money minus(Money other) {
        requireSame(other);
        return ofNanos(allNanos().subtract(other.allNanos()));
    }

    /// -1, 0 or 1.
    public int sign() {
        return units == 0 ? Integer.signum(nanos) : Long.signum(units);
    }

    @Override
    public int compareTo(Money other) {
        requireSame(other);
        return units == other.units ? Integer.compare(nanos, other.nanos) : Long.compare(units, other.units);
    }

    /// For people: `USD 30.2`.
    @Override
    public String toString() {
        var amount = new BigDecimal(allNanos(), DIGITS_OF_NANOS);
        return currency.getCurrencyCode() + " " + amount.stripTrailingZeros().toPlainString();
    }

    private BigInteger allNanos() {
        return BigInteger.valueOf(units).multiply(NANOS_PER_UNIT).add(BigInteger.valueOf(nanos));
    }

    /// The remainder of the division has the sign of the quotient, as amounts want it.
    private Money ofNanos(BigInteger all) {
        BigInteger[] parts = all.divideAndRemainder(NANOS_PER_UNIT);
        if (parts[0].bitLength() >= Long.SIZE) {
            throw invalid("units", "must stay within 64 bits");
        }
        return new Money(currency, parts[0].longValue(), parts[1].intValue());
    }

    private void requireSame(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(other.currency + " is not " + currency);
        }
    }

    private static Refused invalid(String field, String rule) {
        return Refused.invalid(Kind.MONETIZATION, field, null, rule);
    }
}
