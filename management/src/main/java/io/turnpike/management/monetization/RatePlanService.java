package io.turnpike.management.monetization;

import io.turnpike.access.Caller;
import io.turnpike.billing.BilledProduct;
import io.turnpike.billing.RatePlan;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Segments;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules of rate plans. A product is named by a segment of a path, see `Segments`.
final class RatePlanService {
    private static final String EVERY_PRODUCT = "-";

    private final Storage storage;
    private final Clock clock;

    RatePlanService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// A stretch of the plans of one product, or of all where the segment is `-`, in order of their names.
    ///
    /// @param state null for any
    List<RatePlan> list(String organization, String segment, RatePlan.@Nullable State state, Page page) {
        return storage.read(work -> {
            var owner = work.organizations().require(organization);
            var product = segment.equals(EVERY_PRODUCT)
                    ? null
                    : product(work, owner, segment).id();
            return work.ratePlans().list(owner.id(), new Filter(product, state), page);
        });
    }

    RatePlan get(String organization, String segment, String name) {
        return storage.read(
                work -> require(work, product(work, work.organizations().require(organization), segment), name));
    }

    /// @throws Refused with `RatePlanOverlap`
    RatePlan create(Caller caller, String organization, String segment, RatePlanBody body) {
        return storage.write(caller, work -> {
            var owner = work.organizations().require(organization);
            var product = product(work, owner, segment);
            Segments.requireSame(body.product(), product.name());
            var state = body.state().orElse(RatePlan.State.DRAFT);
            var made = Provenance.made(clock.instant(), caller.name());
            var plan = RatePlan.made(owner.id(), BilledProduct.of(product), state, body.terms(), made);
            refuseOverlap(work, plan);
            return work.ratePlans().insert(plan);
        });
    }

    /// Replaces the terms; the state stays where the body names none.
    ///
    /// @throws Refused with `ChangedMeanwhile`, `RatePlanOverlap`, or `WrongState` for a step back to a draft
    RatePlan update(Caller caller, Place place, RatePlanBody body, EntityTag expected) {
        return storage.write(caller, work -> {
            var product = product(work, work.organizations().require(place.organization), place.product);
            var former = require(work, product, place.name);
            Segments.requireSame(body.product(), product.name());
            Segments.requireSame(body.name(), former.name());
            expected.require(Kind.RATE_PLAN, former.name(), former.version());
            var changed =
                    former.changed(body.state().orElse(former.state()), body.terms(), clock.instant(), caller.name());
            refuseOverlap(work, changed);
            return work.ratePlans().update(changed);
        });
    }

    /// @throws Refused with `ChangedMeanwhile`, or with `StillReferenced` while it is published and not over, and
    ///     somebody has a subscription to the product
    RatePlan delete(Caller caller, Place place, EntityTag expected) {
        return storage.write(caller, work -> {
            var product = product(work, work.organizations().require(place.organization), place.product);
            var plan = require(work, product, place.name);
            expected.require(Kind.RATE_PLAN, plan.name(), plan.version());
            var now = clock.instant();
            boolean isOffered = plan.state() == RatePlan.State.PUBLISHED && !plan.isOverAt(now);
            if (isOffered && work.subscriptions().isUsed(product.id(), now)) {
                throw new Refused(new Problem.StillReferenced(Kind.RATE_PLAN, plan.name(), "Subscription"));
            }
            work.ratePlans().delete(plan);
            return plan;
        });
    }

    private static Product product(Work work, Organization owner, String segment) {
        return Segments.find(segment, name -> work.products().find(owner.id(), name))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.API_PRODUCT, segment)));
    }

    private static RatePlan require(Work work, Product product, String name) {
        return work.ratePlans()
                .find(product.id(), name)
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.RATE_PLAN, name)));
    }

    private static void refuseOverlap(Work work, RatePlan plan) {
        var published = new Filter(plan.product().id(), RatePlan.State.PUBLISHED);
        Optional<RatePlan> other = work.ratePlans().list(plan.organization(), published, Page.ALL).stream()
                .filter(plan::overlaps)
                .findFirst();
        if (other.isPresent()) {
            throw new Refused(new Problem.RatePlanOverlap(
                    plan.terms().displayName(), other.get().name()));
        }
    }

    /// Where a plan is found.
    ///
    /// @param product segment of the path
    record Place(String organization, String product, String name) {}
}
