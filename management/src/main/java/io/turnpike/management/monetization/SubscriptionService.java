package io.turnpike.management.monetization;

import io.turnpike.access.Caller;
import io.turnpike.billing.BilledProduct;
import io.turnpike.billing.BillingType;
import io.turnpike.billing.Money;
import io.turnpike.billing.RatePlan;
import io.turnpike.billing.Subscription;
import io.turnpike.management.owner.OwnerPath;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Page;
import io.turnpike.storage.RatePlanStore.Filter;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// The rules of subscriptions.
final class SubscriptionService {
    private final Storage storage;
    private final Clock clock;

    SubscriptionService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// A stretch of a payer's subscriptions, those that are over included, in order of their names.
    List<Subscription> list(OwnerPath path, Page page) {
        return storage.read(work -> {
            var payer = Payer.require(work, path);
            return work.subscriptions().list(payer.owner(), page);
        });
    }

    Subscription get(OwnerPath path, String name) {
        return storage.read(work -> require(work, Payer.require(work, path), name));
    }

    /// @throws Refused with `AlreadyExists` where the payer has the product in that time, or `InsufficientFunds`
    Subscription create(Caller caller, OwnerPath path, SubscriptionBody body) {
        return storage.write(caller, work -> {
            var payer = Payer.require(work, path);
            var product = product(work, payer.organization(), body.product());
            var made = Provenance.made(clock.instant(), caller.name());
            var subscription = Subscription.made(
                    payer.organization().id(),
                    payer.owner(),
                    BilledProduct.of(product),
                    body.start().orElse(made.createdAt()),
                    body.end(),
                    made);
            boolean hasOne = work.subscriptions().list(payer.owner(), product.id()).stream()
                    .anyMatch(subscription::overlaps);
            if (hasOne) {
                throw new Refused(new Problem.AlreadyExists(Kind.SUBSCRIPTION, product.name()));
            }
            if (work.balances().billingType(payer.owner()) == BillingType.PREPAID) {
                requireFunds(work, payer, subscription, made.createdAt());
            }
            return work.subscriptions().insert(subscription);
        });
    }

    /// Ends a subscription now; one that is over stays as it is.
    Subscription expire(Caller caller, OwnerPath path, String name) {
        return storage.write(caller, work -> {
            var subscription = require(work, Payer.require(work, path), name);
            var ended = subscription.endedAt(clock.instant(), caller.name());
            if (!ended.equals(subscription)) {
                work.subscriptions().update(ended);
            }
            return ended;
        });
    }

    /// What the plan that holds when the subscription begins to cost asks for in advance must be there.
    private static void requireFunds(Work work, Payer payer, Subscription subscription, Instant now) {
        var begins = subscription.start().isBefore(now) ? now : subscription.start();
        var published = new Filter(subscription.product().id(), RatePlan.State.PUBLISHED);
        work.ratePlans().list(subscription.organization(), published, Page.ALL).stream()
                .filter(plan -> plan.holdsAt(begins))
                .findFirst()
                .flatMap(plan -> plan.terms().fees().dueAtStart())
                .ifPresent(due -> {
                    Money balance = payer.balance(work, due.currency());
                    if (balance.compareTo(due) < 0) {
                        throw new Refused(new Problem.InsufficientFunds(
                                subscription.product().name(), due.toString(), balance.toString()));
                    }
                });
    }

    private static Subscription require(Work work, Payer payer, String name) {
        return work.subscriptions()
                .find(payer.owner(), name)
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.SUBSCRIPTION, name)));
    }

    private static Product product(Work work, Organization organization, String name) {
        return work.products()
                .find(organization.id(), name)
                .orElseThrow(() -> Refused.invalid(
                        Kind.GRANT,
                        "apiproduct",
                        name,
                        "does not exist for  tenant [%s] and id [null]".formatted(organization.name())));
    }
}
