package io.turnpike.storage;

import static io.turnpike.storage.Samples.MADE;
import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.billing.BilledProduct;
import io.turnpike.billing.Subscription;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.model.Product;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

public interface SubscriptionStoreContract extends StorageContract {
    Owner ADA = new Owner.Developer(new UUID(0, 1));
    Owner TEAM = new Owner.Group(new UUID(0, 2));

    @Test
    default void readsEveryFieldOfWhatWasInserted() {
        Product gold = gold();
        Subscription endless = subscription(gold, ADA, null);
        Subscription ending = subscription(gold, TEAM, NOW.plusMillis(5));

        assertThatObject(write(work -> work.subscriptions().insert(endless))).isEqualTo(endless);
        write(work -> work.subscriptions().insert(ending));

        assertThatObject(read(work -> work.subscriptions().find(ADA, endless.name())))
                .isEqualTo(Optional.of(endless));
        assertThatObject(read(work -> work.subscriptions().find(TEAM, ending.name())))
                .isEqualTo(Optional.of(ending));
        assertThatObject(read(work -> work.subscriptions().find(ADA, ending.name())))
                .isEqualTo(Optional.empty());
        assertThatObject(read(work -> work.subscriptions().find(ADA, "name"))).isEqualTo(Optional.empty());
    }

    @Test
    default void pagesInOrderOfNames() {
        Product gold = gold();
        List<String> names = IntStream.range(0, 5)
                .mapToObj(_ -> write(work -> work.subscriptions().insert(subscription(gold, ADA, null)))
                        .name())
                .sorted()
                .toList();
        write(work -> work.subscriptions().insert(subscription(gold, TEAM, null)));

        assertThat(names(ADA, Page.ALL)).isEqualTo(names);
        assertThat(names(ADA, new Page(names.get(1), 2))).isEqualTo(names.subList(1, 3));
        assertThat(names(ADA, new Page("name", 2))).isEmpty();
    }

    @Test
    default void listsThoseOfOneProduct() {
        Product gold = gold();
        Product silver = write(work -> {
            Organization acme = work.organizations().require("acme");
            return work.products().insert(product(acme, "silver"));
        });
        Subscription wanted = write(work -> work.subscriptions().insert(subscription(gold, ADA, null)));
        write(work -> work.subscriptions().insert(subscription(silver, ADA, null)));
        write(work -> work.subscriptions().insert(subscription(gold, TEAM, null)));

        assertThatObject(read(work -> work.subscriptions().list(ADA, gold.id())))
                .isEqualTo(List.of(wanted));
    }

    @Test
    default void keepsTheEndOfOne() {
        Product gold = gold();
        Subscription made = write(work -> work.subscriptions().insert(subscription(gold, ADA, null)));
        Subscription ended = made.endedAt(NOW.plusMillis(7), "bob");

        change(work -> work.subscriptions().update(ended));

        assertThatObject(read(work -> work.subscriptions().find(ADA, made.name())))
                .isEqualTo(Optional.of(ended));
    }

    @Test
    default void knowsWhetherAnOwnerSubscribes() {
        Product gold = gold();
        Instant end = NOW.plusMillis(10);
        write(work -> work.subscriptions().insert(subscription(gold, ADA, end)));

        assertThatObject(read(work -> work.subscriptions().isUsed(ADA, end.minusMillis(1))))
                .isEqualTo(true);
        assertThatObject(read(work -> work.subscriptions().isUsed(ADA, end))).isEqualTo(false);
        assertThatObject(read(work -> work.subscriptions().isUsed(new Owner.Group(new UUID(0, 2)), NOW)))
                .isEqualTo(false);
    }

    @Test
    default void knowsWhetherAProductIsUsed() {
        Product gold = gold();
        Instant end = NOW.plusMillis(10);
        write(work -> work.subscriptions().insert(subscription(gold, ADA, end)));

        assertThatObject(read(work -> work.subscriptions().isUsed(gold.id(), end.minusMillis(1))))
                .isEqualTo(true);
        assertThatObject(read(work -> work.subscriptions().isUsed(gold.id(), NOW.minusMillis(1))))
                .isEqualTo(true);
        assertThatObject(read(work -> work.subscriptions().isUsed(gold.id(), end)))
                .isEqualTo(false);
        assertThatObject(read(work -> work.subscriptions().isUsed(UUID.randomUUID(), NOW)))
                .isEqualTo(false);
    }

    @Test
    default void endsAllOfAProductThatAreNotOver() {
        Product gold = gold();
        Instant over = NOW.plusMillis(1);
        Instant now = NOW.plusMillis(2);
        Subscription ended = write(work -> work.subscriptions().insert(subscription(gold, ADA, over)));
        Subscription running = write(work -> work.subscriptions().insert(subscription(gold, ADA, null)));
        Subscription of = write(work -> work.subscriptions().insert(subscription(gold, TEAM, null)));

        change(work -> work.subscriptions().endAll(gold.id(), now, "bob"));

        assertThatObject(read(work -> work.subscriptions().find(ADA, ended.name())))
                .isEqualTo(Optional.of(ended));
        assertThatObject(read(work -> work.subscriptions().find(ADA, running.name())))
                .isEqualTo(Optional.of(running.endedAt(now, "bob")));
        assertThatObject(read(work -> work.subscriptions().find(TEAM, of.name())))
                .isEqualTo(Optional.of(of.endedAt(now, "bob")));
    }

    @Test
    default void endsAllOfAnOwner() {
        Product gold = gold();
        Subscription running = write(work -> work.subscriptions().insert(subscription(gold, ADA, null)));
        Subscription other = write(work -> work.subscriptions().insert(subscription(gold, TEAM, null)));

        change(work -> work.subscriptions().endAll(ADA, NOW, "bob"));

        assertThatObject(read(work -> work.subscriptions().find(ADA, running.name())))
                .isEqualTo(Optional.of(running.endedAt(NOW, "bob")));
        assertThatObject(read(work -> work.subscriptions().find(TEAM, other.name())))
                .isEqualTo(Optional.of(other));
    }

    /// What is over may still have to be paid, so it is known by name when the product is gone.
    @Test
    default void staysWhenTheProductGoes() {
        Product gold = gold();
        Subscription made = write(work -> work.subscriptions().insert(subscription(gold, ADA, null)));

        change(work -> work.products().delete(gold));

        assertThatObject(read(work -> work.subscriptions().find(ADA, made.name())))
                .isEqualTo(Optional.of(made));
    }

    private Product gold() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        return write(work -> work.products().insert(product(acme, "gold")));
    }

    private List<String> names(Owner owner, Page page) {
        return read(work -> work.subscriptions().list(owner, page)).stream()
                .map(Subscription::name)
                .toList();
    }

    private static Subscription subscription(Product product, Owner owner, @Nullable Instant end) {
        return Subscription.made(product.organization(), owner, BilledProduct.of(product), NOW, end, MADE);
    }
}
