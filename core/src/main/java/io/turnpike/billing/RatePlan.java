package io.turnpike.billing;

import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.Currency;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a product costs. A product may have many plans, but only one holds at any time.
public record RatePlan(
        UUID id,
        UUID organization,
        BilledProduct product,
        long version,
        State state,
        Terms terms,
        Provenance provenance) {
    /// The name by which clients know the plan.
    public String name() {
        return id.toString();
    }

    /// A new plan; one that is published holds from now on unless it says when.
    public static RatePlan made(UUID organization, BilledProduct product, State state, Terms terms, Provenance made) {
        return new RatePlan(
                UUID.randomUUID(), organization, product, 1, state, started(state, terms, made.createdAt()), made);
    }

    /// This plan with other terms. Published without a start it keeps the one that it had, or else holds from now on.
    ///
    /// @throws Refused with `WrongState` where it would become a draft again
    public RatePlan changed(State next, Terms changed, Instant at, String by) {
        if (state == State.PUBLISHED && next == State.DRAFT) {
            throw new Refused(
                    new Problem.WrongState(Kind.RATE_PLAN, name(), "is published and cannot become a draft again"));
        }
        Instant former = state == State.PUBLISHED ? terms.validity.start() : null;
        var stored = started(next, changed, former == null ? at : former);
        return new RatePlan(id, organization, product, version, next, stored, provenance.changed(at, by));
    }

    public boolean holdsAt(Instant at) {
        return state == State.PUBLISHED && terms.validity.holdsAt(at);
    }

    public boolean isOverAt(Instant at) {
        return terms.validity.isOverAt(at);
    }

    /// Whether both could hold at one time.
    public boolean overlaps(RatePlan other) {
        return state == State.PUBLISHED
                && other.state == State.PUBLISHED
                && !id.equals(other.id)
                && terms.validity.overlaps(other.terms.validity);
    }

    private static Terms started(State state, Terms terms, Instant at) {
        return state == State.PUBLISHED ? terms.withValidity(terms.validity.startingAt(at)) : terms;
    }

    public enum State {
        /// Seen by the provider only.
        DRAFT,
        /// Holds during its validity.
        PUBLISHED
    }

    public enum BillingPeriod {
        MONTHLY
    }

    /// What an update replaces as a whole.
    ///
    /// @param funding how Apigee's older releases told prepaid from postpaid; kept, and without effect
    /// @param currency of each amount in the plan; null only where there is none
    public record Terms(
            String displayName,
            String description,
            @Nullable BillingPeriod billingPeriod,
            @Nullable BillingType funding,
            @Nullable Currency currency,
            Fees fees,
            Consumption consumption,
            RevenueShare revenueShare,
            Validity validity) {
        private static final int MAX_DISPLAY_NAME = 255;

        public Terms {
            if (displayName.isBlank() || displayName.length() > MAX_DISPLAY_NAME) {
                throw Refused.invalid(
                        Kind.RATE_PLAN,
                        "displayName",
                        displayName,
                        "must have 1 to " + MAX_DISPLAY_NAME + " characters");
            }
            if (!amounts(fees, consumption).allMatch(amount -> amount.currency().equals(currency))) {
                throw Refused.invalid(
                        Kind.RATE_PLAN, "currencyCode", currency, "must be that of each amount in the plan");
            }
        }

        private Terms withValidity(Validity changed) {
            return new Terms(
                    displayName,
                    description,
                    billingPeriod,
                    funding,
                    currency,
                    fees,
                    consumption,
                    revenueShare,
                    changed);
        }

        private static Stream<Money> amounts(Fees fees, Consumption consumption) {
            return Stream.concat(
                    Stream.of(fees.setup(), fees.recurring()).filter(Objects::nonNull),
                    consumption.rates().stream().map(RateRange::fee));
        }
    }
}
