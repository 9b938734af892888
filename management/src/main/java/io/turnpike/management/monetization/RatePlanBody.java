package io.turnpike.management.monetization;

import io.turnpike.billing.BillingType;
import io.turnpike.billing.Fees;
import io.turnpike.billing.Money;
import io.turnpike.billing.RatePlan;
import io.turnpike.billing.Validity;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.View;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A rate plan on the wire.
///
/// Source: management-api 9.6.
///
/// @param name empty where it was not sent
/// @param product empty where it was not sent
/// @param state empty optional where it was not sent
record RatePlanBody(String name, String product, Optional<RatePlan.State> state, RatePlan.Terms terms) {
    static RatePlanBody read(Fields body) {
        String product = body.optionalText("apiproduct").orElseGet(() -> body.text("apiProduct"));
        return new RatePlanBody(
                body.text("name"), product, Choices.read(body, "state", RatePlan.State.class), terms(body));
    }

    static Map<String, Object> write(RatePlan plan, View view) {
        RatePlan.Terms terms = plan.terms();
        var members = view.members()
                .text("name", plan.name())
                .text("apiproduct", plan.product().name())
                .text("displayName", terms.displayName())
                .text("description", terms.description())
                .text("billingPeriod", Choices.name(terms.billingPeriod()))
                .text("paymentFundingModel", Choices.name(terms.funding()))
                .text("state", plan.state().name());
        Currency currency = terms.currency();
        members.text("currencyCode", currency == null ? null : currency.getCurrencyCode());
        write(terms.fees(), members, view);
        RateBody.write(terms.consumption(), members, view);
        RateBody.write(terms.revenueShare(), members, view);
        write(terms.validity(), members);
        return members.provenance(plan.provenance()).toMap();
    }

    private static RatePlan.Terms terms(Fields body) {
        String currency = body.text("currencyCode");
        return new RatePlan.Terms(
                body.text("displayName"),
                body.text("description"),
                Choices.read(body, "billingPeriod", RatePlan.BillingPeriod.class)
                        .orElse(null),
                Choices.read(body, "paymentFundingModel", BillingType.class).orElse(null),
                currency.isEmpty() ? null : Money.currency(currency),
                fees(body, currency),
                RateBody.consumption(body, currency),
                RateBody.revenueShare(body),
                new Validity(
                        body.instant("startTime").orElse(null),
                        body.instant("endTime").orElse(null)));
    }

    private static Fees fees(Fields body, String currency) {
        return new Fees(
                MoneyBody.read(body, "setupFee", currency).orElse(null),
                MoneyBody.read(body, "fixedRecurringFee", currency).orElse(null),
                frequency(body));
    }

    private static @Nullable Integer frequency(Fields body) {
        var given = body.number("fixedFeeFrequency");
        if (given.isEmpty()) {
            return null;
        }
        long frequency = given.getAsLong();
        if (frequency != (int) frequency) {
            throw body.invalid("fixedFeeFrequency", "must be an integer of 32 bits");
        }
        return (int) frequency;
    }

    private static void write(Fees fees, Members members, View view) {
        Money setup = fees.setup();
        if (setup != null) {
            members.value("setupFee", MoneyBody.write(setup, view));
        }
        Money recurring = fees.recurring();
        if (recurring != null) {
            members.value("fixedRecurringFee", MoneyBody.write(recurring, view));
        }
        Integer frequency = fees.frequency();
        if (frequency != null) {
            members.value("fixedFeeFrequency", frequency);
        }
    }

    private static void write(Validity validity, Members members) {
        var start = validity.start();
        if (start != null) {
            members.instant("startTime", start);
        }
        var end = validity.end();
        if (end != null) {
            members.instant("endTime", end);
        }
    }
}
