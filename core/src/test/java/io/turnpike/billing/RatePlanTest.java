package io.turnpike.billing;

import static io.turnpike.billing.RatePlanBuilder.NOW;
import static io.turnpike.billing.RatePlanBuilder.plan;
import static io.turnpike.billing.RatePlanBuilder.usd;
import static io.turnpike.model.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatePlanTest {
    @Test
    void needsADisplayName() {
        assertInvalid(
                Kind.RATE_PLAN, "displayName", () -> plan().displayName(" ").build());
        assertInvalid(
                Kind.RATE_PLAN,
                "displayName",
                () -> plan().displayName("x".repeat(256)).build());
        assertThat(plan().displayName("x".repeat(255)).build().terms().displayName())
                .hasSize(255);
    }

    @Test
    @DisplayName("9.6: every amount is in the currency of the plan")
    void holdsOneCurrency() {
        var euro = new Money(Money.currency("EUR"), 1, 0);

        assertInvalid(Kind.RATE_PLAN, "currencyCode", () -> plan().fixed(euro).build());
        assertInvalid(
                Kind.RATE_PLAN,
                "currencyCode",
                () -> plan().fees(new Fees(usd(1), euro, 1)).build());
        assertInvalid(
                Kind.RATE_PLAN,
                "currencyCode",
                () -> plan().currency(null).fixed(usd(1)).build());
        assertThat(plan().currency(null).build().terms().currency()).isNull();
    }

    @Test
    void feesAreNotNegativeAndRecurAtLeastEachPeriod() {
        assertInvalid(Kind.RATE_PLAN, "setupFee", () -> new Fees(usd(-1), null, null));
        assertInvalid(Kind.RATE_PLAN, "fixedRecurringFee", () -> new Fees(null, usd(-1), 1));
        assertInvalid(Kind.RATE_PLAN, "consumptionPricingRates.fee", () -> plan().fixed(usd(-1)));
        assertInvalid(Kind.RATE_PLAN, "fixedFeeFrequency", () -> new Fees(null, usd(1), 0));
        assertInvalid(Kind.RATE_PLAN, "fixedFeeFrequency", () -> new Fees(null, null, -1));
        assertThat(new Fees(null, usd(0), 0).frequency()).isZero();
    }

    @Test
    @DisplayName("10.3: setup and first recurring fee are due at the start")
    void addsUpWhatIsDueAtTheStart() {
        assertThat(new Fees(usd(30), usd(5), 1).dueAtStart()).contains(usd(35));
        assertThat(new Fees(null, usd(5), 1).dueAtStart()).contains(usd(5));
        assertThat(new Fees(usd(0), null, null).dueAtStart()).isEmpty();
        assertThat(Fees.NONE.dueAtStart()).isEmpty();
    }

    @Test
    @DisplayName("9.6: a price that is fixed is one, and rates have a type")
    void ratesFitTheirType() {
        var two = List.of(new RateRange(null, 10L, usd(2)), new RateRange(11L, null, usd(1)));

        assertInvalid(
                Kind.RATE_PLAN,
                "consumptionPricingRates",
                () -> new Consumption(Consumption.Pricing.FIXED_PER_UNIT, two));
        assertInvalid(Kind.RATE_PLAN, "consumptionPricingType", () -> new Consumption(null, two));
        assertThat(new Consumption(Consumption.Pricing.BANDED, two).rates()).isEqualTo(two);
        assertThat(new Consumption(Consumption.Pricing.BANDED, List.of()).rates())
                .isEmpty();
    }

    @Test
    @DisplayName("9.6: a share lies between 0 and 100 percent, and is one")
    void sharesArePercentages() {
        var two = List.of(new ShareRange(null, 10L, 5), new ShareRange(11L, null, 6));

        assertInvalid(Kind.RATE_PLAN, "revenueShareRates.sharePercentage", () -> plan().share(-1));
        assertInvalid(Kind.RATE_PLAN, "revenueShareRates.sharePercentage", () -> plan().share(10_001));
        assertInvalid(Kind.RATE_PLAN, "revenueShareRates", () -> new RevenueShare(RevenueShare.Sharing.FIXED, two));
        assertInvalid(
                Kind.RATE_PLAN,
                "revenueShareType",
                () -> new RevenueShare(null, List.of(new ShareRange(null, null, 1))));
        assertThat(plan().share(10_000).build().terms().revenueShare().rates()).hasSize(1);
    }

    @Test
    void endsAfterItStarts() {
        assertInvalid(Kind.RATE_PLAN, "endTime", () -> new Validity(NOW, NOW));
        assertInvalid(Kind.RATE_PLAN, "endTime", () -> new Validity(null, Instant.EPOCH.minusMillis(1)));
        assertInvalid(Kind.RATE_PLAN, "startTime", () -> new Validity(Instant.EPOCH.minusMillis(1), null));
        assertThat(new Validity(NOW, Instant.EPOCH).isOverAt(Instant.MAX)).isFalse();
    }

    @Test
    @DisplayName("9.6: a plan that is published without a start holds from now on, and keeps that start")
    void startsWhenItIsPublished() {
        var later = NOW.plusSeconds(60);
        var draft = plan().build();
        assertThat(draft.terms().validity().start()).isNull();
        assertThat(draft.holdsAt(NOW)).isFalse();

        var published = draft.changed(RatePlan.State.PUBLISHED, plan().terms(), later, "bob");
        var again = published.changed(RatePlan.State.PUBLISHED, plan().terms(), later.plusSeconds(60), "bob");

        assertThat(published.holdsAt(NOW)).isFalse();
        assertThat(published.holdsAt(later)).isTrue();
        assertThat(again.terms().validity().start()).isEqualTo(later);
        assertThat(plan().published().build().holdsAt(NOW)).isTrue();
    }

    @Test
    void doesNotBecomeADraftAgain() {
        var published = plan().published().build();

        assertThatThrownBy(() -> published.changed(RatePlan.State.DRAFT, plan().terms(), NOW, "bob"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem())
                                .isEqualTo(new Problem.WrongState(
                                        Kind.RATE_PLAN,
                                        published.name(),
                                        "is published and cannot become a draft again")));
    }

    @ParameterizedTest(name = "{0} to {1} and {2} to {3}: {4}")
    @CsvSource({
        "10, 20, 20, 30, false",
        "10, 21, 20, 30, true",
        "10, , 20, 30, true",
        "30, , 20, 30, false",
        "10, 0, 40, 50, true",
        "10, 40, 20, 30, true",
        "10, , 10, , true",
    })
    @DisplayName("9.6: an end no longer belongs to the plan; no end and 0 are never")
    void overlapsWhereBothHold(
            long start, @Nullable Long end, long otherStart, @Nullable Long otherEnd, boolean expected) {
        var plan = plan().published().validity(second(start), second(end)).build();
        var other = plan().published()
                .validity(second(otherStart), second(otherEnd))
                .build();
        var draft = plan().validity(second(otherStart), second(otherEnd)).build();

        assertThat(plan.overlaps(other)).isEqualTo(expected);
        assertThat(other.overlaps(plan)).isEqualTo(expected);
        assertThat(plan.overlaps(draft)).isFalse();
        assertThat(draft.overlaps(plan)).isFalse();
        assertThat(plan.overlaps(plan)).isFalse();
    }

    private static @Nullable Instant second(@Nullable Long second) {
        return second == null ? null : Instant.ofEpochSecond(second);
    }
}
