package io.turnpike.storage;

import io.turnpike.billing.RatePlan;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rate plans at rest. They go with their product.
public interface RatePlanStore {
    /// By name; a page that starts with what is no name of a plan is empty.
    List<RatePlan> list(UUID organization, Filter filter, Page page);

    Optional<RatePlan> find(UUID product, String name);

    RatePlan insert(RatePlan plan);

    /// Replaces what is stored if its version is `plan.version()`, and raises that by one.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound` or `ChangedMeanwhile`
    RatePlan update(RatePlan plan);

    void delete(RatePlan plan);

    /// What narrows a list of plans; each null asks for nothing.
    record Filter(@Nullable UUID product, RatePlan.@Nullable State state) {}
}
