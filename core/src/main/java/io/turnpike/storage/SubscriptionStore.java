package io.turnpike.storage;

import io.turnpike.billing.Subscription;
import io.turnpike.model.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Subscriptions at rest. They stay when their owner or their product goes: what is over may still have to be paid.
public interface SubscriptionStore {
    /// By name; a page that starts with what is no name of a subscription is empty.
    List<Subscription> list(Owner owner, Page page);

    /// Of one product, in no order.
    List<Subscription> list(Owner owner, UUID product);

    Optional<Subscription> find(Owner owner, String name);

    Subscription insert(Subscription subscription);

    void update(Subscription subscription);

    /// Whether a subscription runs at `at`, or will later.
    boolean isUsed(UUID product, Instant at);

    /// Whether a subscription of the owner runs at `at`, or will later.
    boolean isUsed(Owner owner, Instant at);

    /// Ends those subscriptions of a product that are not over at `at`.
    void endAll(UUID product, Instant at, String by);

    /// Ends those subscriptions of an owner that are not over at `at`.
    void endAll(Owner owner, Instant at, String by);
}
