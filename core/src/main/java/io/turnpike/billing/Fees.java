package io.turnpike.billing;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a subscription costs before the first call.
///
/// @param setup once
/// @param recurring in advance, every `frequency` billing periods
/// @param frequency null and 0 where nothing recurs; null beside a recurring fee means 1
public record Fees(
        @Nullable Money setup,
        @Nullable Money recurring,
        @Nullable Integer frequency) {
    public static final Fees NONE = new Fees(null, null, null);

    public Fees {
        requireNotNegative("setupFee", setup);
        requireNotNegative("fixedRecurringFee", recurring);
        boolean recurs = recurring != null && recurring.sign() > 0;
        if (frequency != null && frequency < (recurs ? 1 : 0)) {
            throw Refused.invalid(Kind.RATE_PLAN, "fixedFeeFrequency", frequency, "must be at least 1");
        }
    }

    /// What must be paid before the first call: the setup, and the first recurring fee as if its period were whole.
    /// Empty where that is nothing.
    public Optional<Money> dueAtStart() {
        return Stream.of(setup, recurring)
                .filter(Objects::nonNull)
                .reduce(Money::plus)
                .filter(due -> due.sign() > 0);
    }

    private static void requireNotNegative(String field, @Nullable Money fee) {
        if (fee != null && fee.sign() < 0) {
            throw Refused.invalid(Kind.RATE_PLAN, field, null, "must not be negative");
        }
    }
}
