package io.turnpike.billing;

import static io.turnpike.billing.RatePlanBuilder.NOW;
import static io.turnpike.billing.RatePlanBuilder.usd;
import static io.turnpike.model.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.turnpike.problem.Kind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WalletTest {
    @Test
    void creditsAddUp() {
        var later = NOW.plusSeconds(1);

        var wallet = Wallet.opened(usd(100), NOW).credited(usd(20), later);

        assertThat(wallet).isEqualTo(new Wallet(2, usd(120), usd(120), later));
    }

    @Test
    @DisplayName("10.3: a credit adds something")
    void refusesCreditsOfNothingOrLess() {
        var wallet = Wallet.opened(usd(1), NOW);

        assertInvalid(Kind.MONETIZATION, "transactionAmount", () -> Wallet.opened(usd(0), NOW));
        assertInvalid(Kind.MONETIZATION, "transactionAmount", () -> wallet.credited(usd(-1), NOW));
    }

    @Test
    @DisplayName("10.3: a positive adjustment lowers the balance, below zero if need be")
    void lowersTheBalance() {
        var wallet = Wallet.opened(usd(100), NOW).adjusted(usd(30)).adjusted(usd(80));

        assertThat(wallet).isEqualTo(new Wallet(3, usd(-10), usd(100), NOW));
    }

    @Test
    @DisplayName("10.3: a negative adjustment raises the balance, but not above that after the last credit")
    void raisesTheBalanceUpToTheCeiling() {
        var wallet = Wallet.opened(usd(60), NOW).credited(usd(40), NOW).adjusted(usd(30));

        assertThat(wallet.adjusted(usd(-30)).balance()).isEqualTo(usd(100));
        assertInvalid(Kind.MONETIZATION, "adjustment", () -> wallet.adjusted(usd(-31)));
    }

    @Test
    @DisplayName("10.3: a charge that is taken back twice stays within the ceiling of the last credit only")
    void holdsTheCeilingOfTheLastCredit() {
        var wallet = Wallet.opened(usd(100), NOW).adjusted(usd(90)).credited(usd(5), NOW);

        assertInvalid(Kind.MONETIZATION, "adjustment", () -> wallet.adjusted(usd(-1)));
        assertThat(wallet.ceiling()).isEqualTo(usd(15));
    }

    @Test
    void refusesAdjustmentsOfNothingAndOtherCurrencies() {
        var wallet = Wallet.opened(usd(1), NOW);

        assertInvalid(Kind.MONETIZATION, "adjustment", () -> wallet.adjusted(usd(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> wallet.adjusted(new Money(Money.currency("EUR"), 1, 0)));
    }
}
