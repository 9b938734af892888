package io.turnpike.billing;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What developers get of the revenue that they bring.
///
/// @param sharing null only where nothing is shared
/// @param rates empty, or one that covers everything
public record RevenueShare(@Nullable Sharing sharing, List<ShareRange> rates) {
    public static final RevenueShare NONE = new RevenueShare(null, List.of());

    private static final String RATES = "revenueShareRates";

    public RevenueShare {
        rates = Range.contiguous(RATES, rates);
        if (sharing == null && !rates.isEmpty()) {
            throw Refused.invalid(Kind.RATE_PLAN, "revenueShareType", null, "must be given where there are rates");
        }
        if (rates.size() > 1) {
            throw Refused.invalid(Kind.RATE_PLAN, RATES, rates.size(), "must hold one rate where the share is fixed");
        }
    }

    public enum Sharing {
        FIXED
    }
}
