package io.turnpike.management.monetization;

import io.turnpike.billing.Consumption;
import io.turnpike.billing.RateRange;
import io.turnpike.billing.RevenueShare;
import io.turnpike.billing.ShareRange;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.View;
import io.turnpike.problem.Kind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The two lists of ranges of a rate plan on the wire.
///
/// Source: management-api 9.6.
final class RateBody {
    private static final String RATES = "consumptionPricingRates";
    private static final String SHARES = "revenueShareRates";

    private RateBody() {}

    /// @param currency code of the plan's currency, or empty
    static Consumption consumption(Fields plan, String currency) {
        var rates = plan.objects(RATES, Kind.RATE_PLAN).stream()
                .map(range -> rate(range, currency))
                .toList();
        return new Consumption(
                Choices.read(plan, "consumptionPricingType", Consumption.Pricing.class)
                        .orElse(null),
                rates);
    }

    static RevenueShare revenueShare(Fields plan) {
        var rates = plan.objects(SHARES, Kind.RATE_PLAN).stream()
                .map(range -> new ShareRange(bound(range, "start"), bound(range, "end"), hundredths(range)))
                .toList();
        return new RevenueShare(
                Choices.read(plan, "revenueShareType", RevenueShare.Sharing.class)
                        .orElse(null),
                rates);
    }

    static void write(Consumption consumption, Members plan, View view) {
        var rates = consumption.rates().stream()
                .map(rate -> bounds(rate.start(), rate.end(), view)
                        .value("fee", MoneyBody.write(rate.fee(), view))
                        .toMap())
                .toList();
        plan.text("consumptionPricingType", Choices.name(consumption.pricing())).list(RATES, rates);
    }

    static void write(RevenueShare share, Members plan, View view) {
        var rates = share.rates().stream()
                .map(rate -> bounds(rate.start(), rate.end(), view)
                        .value("sharePercentage", percentage(rate))
                        .toMap())
                .toList();
        plan.text("revenueShareType", Choices.name(share.sharing())).list(SHARES, rates);
    }

    private static RateRange rate(Fields range, String currency) {
        var fee = MoneyBody.read(range, "fee", currency);
        return new RateRange(
                bound(range, "start"),
                bound(range, "end"),
                fee.orElseThrow(() -> range.invalid("fee", "must be given")));
    }

    private static @Nullable Long bound(Fields range, String name) {
        var given = range.number(name);
        return given.isPresent() ? given.getAsLong() : null;
    }

    private static Members bounds(@Nullable Long start, @Nullable Long end, View view) {
        var members = view.members();
        if (start != null) {
            members.number("start", start);
        }
        if (end != null) {
            members.number("end", end);
        }
        return members;
    }

    private static int hundredths(Fields range) {
        var percentage =
                range.decimal("sharePercentage").orElseThrow(() -> range.invalid("sharePercentage", "must be given"));
        try {
            return percentage.movePointRight(2).intValueExact();
        } catch (ArithmeticException _) {
            throw range.invalid("sharePercentage", "must lie between 0 and 100, with two decimals at most");
        }
    }

    /// Without decimals where it needs none.
    private static BigDecimal percentage(ShareRange rate) {
        var percentage = BigDecimal.valueOf(rate.hundredths(), 2).stripTrailingZeros();
        return percentage.scale() < 0 ? percentage.setScale(0) : percentage;
    }
}
