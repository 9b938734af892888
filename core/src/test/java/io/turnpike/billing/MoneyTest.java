package io.turnpike.billing;

import static io.turnpike.model.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.turnpike.chance.Chance;
import io.turnpike.problem.Kind;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    private static final Currency DOLLAR = Currency.getInstance("USD");

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"0, 1000000000", "0, -1000000000", "0, -2147483648", "1, -1", "-1, 1"})
    @DisplayName("9.6: nanos are less than a unit, and have its sign")
    void refusesNanosThatDoNotFit(long units, int nanos) {
        assertInvalid(Kind.MONETIZATION, "nanos", () -> usd(units, nanos));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"0, 999999999", "0, -999999999", "1, 1", "-1, -1", "9223372036854775807, 999999999"})
    void takesNanosOfTheSameSign(long units, int nanos) {
        assertThat(usd(units, nanos).nanos()).isEqualTo(nanos);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "usd", "US", "USDX", "ABC", "$", "XXX", "XTS", "XAU"})
    @DisplayName("9.6: currencies are those of ISO 4217")
    void refusesUnknownCurrencies(String code) {
        assertInvalid(Kind.MONETIZATION, "currencyCode", () -> Money.currency(code));
    }

    @Test
    void neitherAddsNorComparesTwoCurrencies() {
        Money euro = Money.zero(Money.currency("EUR"));

        assertThatIllegalArgumentException().isThrownBy(() -> usd(1, 0).plus(euro));
        assertThatIllegalArgumentException().isThrownBy(() -> usd(1, 0).minus(euro));
        assertThatIllegalArgumentException().isThrownBy(() -> usd(1, 0).compareTo(euro));
    }

    @Test
    void refusesSumsThatDoNotFit() {
        assertInvalid(Kind.MONETIZATION, "units", () -> usd(Long.MAX_VALUE, 0).plus(usd(1, 0)));
        assertInvalid(
                Kind.MONETIZATION,
                "units",
                () -> usd(Long.MAX_VALUE, 999_999_999).plus(usd(0, 1)));
        assertInvalid(
                Kind.MONETIZATION,
                "units",
                () -> usd(Long.MIN_VALUE, -999_999_999).minus(usd(0, 1)));
        assertThat(usd(-1, 0).minus(usd(Long.MIN_VALUE, 0))).isEqualTo(usd(Long.MAX_VALUE, 0));
    }

    @Test
    void readsWell() {
        assertThat(usd(30, 200_000_000)).hasToString("USD 30.2");
        assertThat(usd(-100, -1)).hasToString("USD -100.000000001");
        assertThat(usd(100, 0)).hasToString("USD 100");
    }

    @Test
    @DisplayName("sums, differences and order are those of exact decimals")
    void agreesWithDecimals() {
        long seed = Chance.seed();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            Money left = random(random);
            Money right = random(random);

            assertThat(left.compareTo(right))
                    .as("seed %d: %s against %s", seed, left, right)
                    .isEqualTo(decimal(left).compareTo(decimal(right)));
            assertThat(left.sign())
                    .as("seed %d: %s", seed, left)
                    .isEqualTo(decimal(left).signum());
            assertAgrees(seed, left, right, Money::plus, BigDecimal::add);
            assertAgrees(seed, left, right, Money::minus, BigDecimal::subtract);
        }
    }

    private static void assertAgrees(
            long seed, Money left, Money right, BinaryOperator<Money> money, BinaryOperator<BigDecimal> decimals) {
        BigDecimal expected = decimals.apply(decimal(left), decimal(right));
        boolean fits = expected.toBigInteger().bitLength() < Long.SIZE;
        if (fits) {
            assertThat(decimal(money.apply(left, right)))
                    .as("seed %d: %s and %s", seed, left, right)
                    .isEqualByComparingTo(expected);
        } else {
            assertInvalid(Kind.MONETIZATION, "units", () -> money.apply(left, right));
        }
    }

    /// Small and huge amounts of both signs, often near the ends of what fits.
    private static Money random(Random random) {
        long units = switch (random.nextInt(4)) {
            case 0 -> random.nextLong(-3, 4);
            case 1 -> Long.MAX_VALUE - random.nextLong(3);
            case 2 -> Long.MIN_VALUE + random.nextLong(3);
            default -> random.nextLong();
        };
        int nanos = random.nextBoolean() ? random.nextInt(1_000_000_000) : 999_999_999 - random.nextInt(2);
        boolean isNegative = units == 0 ? random.nextBoolean() : units < 0;
        return usd(units, isNegative ? -nanos : nanos);
    }

    private static BigDecimal decimal(Money money) {
        return BigDecimal.valueOf(money.units()).add(BigDecimal.valueOf(money.nanos(), 9));
    }

    private static Money usd(long units, int nanos) {
        return new Money(DOLLAR, units, nanos);
    }
}
