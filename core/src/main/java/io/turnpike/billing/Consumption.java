package io.turnpike.billing;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What calls cost.
///
/// @param pricing null only where there are no rates
/// @param rates empty where calls are free; one that covers everything, unless the pricing is by bands
public record Consumption(@Nullable Pricing pricing, List<RateRange> rates) {
    public static final Consumption FREE = new Consumption(null, List.of());

    private static final String RATES = "consumptionPricingRates";

    public Consumption {
        rates = Range.contiguous(RATES, rates);
        if (pricing == null && !rates.isEmpty()) {
            throw Refused.invalid(
                    Kind.RATE_PLAN, "consumptionPricingType", null, "must be given where there are rates");
        }
        if (pricing == Pricing.FIXED_PER_UNIT && rates.size() > 1) {
            throw Refused.invalid(Kind.RATE_PLAN, RATES, rates.size(), "must hold one rate where the price is fixed");
        }
    }

    public enum Pricing {
        /// Each call costs the same.
        FIXED_PER_UNIT,
        /// Each call costs what its own range says.
        BANDED
    }
}
