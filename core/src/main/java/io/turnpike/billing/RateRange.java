package io.turnpike.billing;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import org.jspecify.annotations.Nullable;

/// What each call of a stretch costs.
public record RateRange(@Nullable Long start, @Nullable Long end, Money fee) implements Range {
    public RateRange {
        if (fee.sign() < 0) {
            throw Refused.invalid(Kind.RATE_PLAN, "consumptionPricingRates.fee", null, "must not be negative");
        }
    }
}
