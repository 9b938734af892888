package io.turnpike.billing;

import io.turnpike.model.Owner;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That an owner of apps has bought a product.
///
/// @param end first instant that no longer belongs to it, or null; not behind `start` where it was called off before
///     it began
public record Subscription(
        UUID id,
        UUID organization,
        Owner owner,
        BilledProduct product,
        Instant start,
        @Nullable Instant end,
        Provenance provenance) {
    /// @throws Refused with `InvalidField` where it ends before it starts
    public static Subscription made(
            UUID organization,
            Owner owner,
            BilledProduct product,
            Instant start,
            @Nullable Instant end,
            Provenance made) {
        if (start.isBefore(Instant.EPOCH)) {
            throw Refused.invalid(Kind.SUBSCRIPTION, "startTime", null, "must not be negative");
        }
        if (end != null && !end.isAfter(start)) {
            throw Refused.invalid(Kind.SUBSCRIPTION, "endTime", null, "must be later than startTime");
        }
        return new Subscription(UUID.randomUUID(), organization, owner, product, start, end, made);
    }

    /// The name by which clients know the subscription.
    public String name() {
        return id.toString();
    }

    public boolean isOverAt(Instant at) {
        return end != null && !end.isAfter(at);
    }

    /// Whether both run at some time.
    public boolean overlaps(Subscription other) {
        boolean bothRan = !isOverAt(start) && !other.isOverAt(other.start);
        return bothRan && !isOverAt(other.start) && !other.isOverAt(start);
    }

    /// This subscription once it has ended; itself where it is over already.
    public Subscription endedAt(Instant at, String by) {
        return isOverAt(at)
                ? this
                : new Subscription(id, organization, owner, product, start, at, provenance.changed(at, by));
    }
}
