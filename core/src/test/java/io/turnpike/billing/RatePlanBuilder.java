package io.turnpike.billing;

import io.turnpike.model.Provenance;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes rate plans for tests that show only what matters to the case. As it starts, a plan is a draft in dollars
/// that costs nothing.
public final class RatePlanBuilder {
    public static final Currency DOLLAR = Currency.getInstance("USD");
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private UUID organization = new UUID(0, 1);
    private BilledProduct product = new BilledProduct(new UUID(0, 2), "gold");
    private RatePlan.State state = RatePlan.State.DRAFT;
    private String displayName = "A plan";
    private @Nullable Currency currency = DOLLAR;
    private Fees fees = Fees.NONE;
    private Consumption consumption = Consumption.FREE;
    private RevenueShare revenueShare = RevenueShare.NONE;
    private Validity validity = Validity.OPEN;

    public static RatePlanBuilder plan() {
        return new RatePlanBuilder();
    }

    public static Money usd(long units) {
        return new Money(DOLLAR, units, 0);
    }

    public RatePlanBuilder of(UUID givenOrganization, BilledProduct givenProduct) {
        organization = givenOrganization;
        product = givenProduct;
        return this;
    }

    public RatePlanBuilder published() {
        state = RatePlan.State.PUBLISHED;
        return this;
    }

    public RatePlanBuilder displayName(String given) {
        displayName = given;
        return this;
    }

    public RatePlanBuilder currency(@Nullable Currency given) {
        currency = given;
        return this;
    }

    public RatePlanBuilder fees(Fees given) {
        fees = given;
        return this;
    }

    public RatePlanBuilder fixed(Money fee) {
        consumption = new Consumption(Consumption.Pricing.FIXED_PER_UNIT, List.of(new RateRange(null, null, fee)));
        return this;
    }

    public RatePlanBuilder share(int hundredths) {
        revenueShare = new RevenueShare(RevenueShare.Sharing.FIXED, List.of(new ShareRange(null, null, hundredths)));
        return this;
    }

    public RatePlanBuilder validity(@Nullable Instant start, @Nullable Instant end) {
        validity = new Validity(start, end);
        return this;
    }

    public RatePlan.Terms terms() {
        return new RatePlan.Terms(
                displayName,
                "",
                RatePlan.BillingPeriod.MONTHLY,
                BillingType.POSTPAID,
                currency,
                fees,
                consumption,
                revenueShare,
                validity);
    }

    public RatePlan build() {
        return RatePlan.made(organization, product, state, terms(), Provenance.made(NOW, "ada"));
    }
}
