package io.turnpike.billing;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import org.jspecify.annotations.Nullable;

/// Which share of the revenue goes to the developer.
///
/// @param hundredths of a percent, from 0 to 10,000
public record ShareRange(@Nullable Long start, @Nullable Long end, int hundredths) implements Range {
    private static final int ALL = 10_000;

    public ShareRange {
        if (hundredths < 0 || hundredths > ALL) {
            throw Refused.invalid(
                    Kind.RATE_PLAN, "revenueShareRates.sharePercentage", null, "must lie between 0 and 100");
        }
    }
}
