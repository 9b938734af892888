package io.turnpike.storage;

import static io.turnpike.billing.RatePlanBuilder.plan;
import static io.turnpike.billing.RatePlanBuilder.usd;
import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.product;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.billing.BilledProduct;
import io.turnpike.billing.Fees;
import io.turnpike.billing.RatePlan;
import io.turnpike.billing.RatePlanBuilder;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.storage.RatePlanStore.Filter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

public interface RatePlanStoreContract extends StorageContract {
    Filter ANY = new Filter(null, null);

    @Test
    default void readsEveryFieldOfWhatWasInserted() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Product gold = write(work -> work.products().insert(product(acme, "gold")));
        RatePlan full = of(gold).published()
                .displayName("Plan ü 金")
                .fees(new Fees(usd(1), usd(Long.MAX_VALUE), 3))
                .fixed(usd(0))
                .share(1234)
                .validity(NOW, Instant.EPOCH)
                .build();
        RatePlan bare = of(gold).currency(null)
                .validity(null, Instant.ofEpochMilli(Long.MAX_VALUE))
                .build();

        assertThatObject(write(work -> work.ratePlans().insert(full))).isEqualTo(full);
        write(work -> work.ratePlans().insert(bare));

        assertThatObject(read(work -> work.ratePlans().find(gold.id(), full.name())))
                .isEqualTo(Optional.of(full));
        assertThatObject(read(work -> work.ratePlans().find(gold.id(), bare.name())))
                .isEqualTo(Optional.of(bare));
    }

    @Test
    default void findsAPlanUnderItsOwnProductOnly() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Product gold = write(work -> work.products().insert(product(acme, "gold")));
        Product silver = write(work -> work.products().insert(product(acme, "silver")));
        RatePlan plan = write(work -> work.ratePlans().insert(of(gold).build()));

        assertThatObject(read(work -> work.ratePlans().find(silver.id(), plan.name())))
                .isEqualTo(Optional.empty());
        assertThatObject(read(work -> work.ratePlans().find(gold.id(), "plan"))).isEqualTo(Optional.empty());
    }

    @Test
    default void pagesInOrderOfNamesAndNarrows() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization globex = write(work -> work.organizations().insert(organization("globex")));
        Product gold = write(work -> work.products().insert(product(acme, "gold")));
        Product silver = write(work -> work.products().insert(product(acme, "silver")));
        Product other = write(work -> work.products().insert(product(globex, "gold")));
        List<String> drafts = IntStream.range(0, 5)
                .mapToObj(_ ->
                        write(work -> work.ratePlans().insert(of(gold).build())).name())
                .sorted()
                .toList();
        RatePlan published =
                write(work -> work.ratePlans().insert(of(silver).published().build()));
        write(work -> work.ratePlans().insert(of(other).build()));

        assertThat(names(acme, new Filter(gold.id(), null), Page.ALL)).isEqualTo(drafts);
        assertThat(names(acme, new Filter(gold.id(), null), new Page(drafts.get(1), 2)))
                .isEqualTo(drafts.subList(1, 3));
        assertThat(names(acme, new Filter(gold.id(), null), new Page("plan", 2)))
                .isEmpty();
        assertThat(names(acme, new Filter(null, RatePlan.State.PUBLISHED), Page.ALL))
                .containsExactly(published.name());
        assertThat(names(acme, new Filter(gold.id(), RatePlan.State.PUBLISHED), Page.ALL))
                .isEmpty();
        assertThat(names(acme, ANY, Page.ALL)).hasSize(6);
    }

    @Test
    default void updatesStateAndTermsAndRaisesTheVersion() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Product gold = write(work -> work.products().insert(product(acme, "gold")));
        RatePlan made = write(work -> work.ratePlans().insert(of(gold).build()));
        RatePlan changed =
                made.changed(RatePlan.State.PUBLISHED, plan().fixed(usd(2)).terms(), NOW, "bob");

        RatePlan stored = write(work -> work.ratePlans().update(changed));

        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored).usingRecursiveComparison().ignoringFields("version").isEqualTo(changed);
        assertThatObject(read(work -> work.ratePlans().find(gold.id(), made.name())))
                .isEqualTo(Optional.of(stored));
        assertRefused(
                new Problem.ChangedMeanwhile(Kind.RATE_PLAN, made.name(), 1),
                () -> write(work -> work.ratePlans().update(changed)));
    }

    @Test
    default void deletesOneAndAllOfAProduct() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Product gold = write(work -> work.products().insert(product(acme, "gold")));
        RatePlan first = write(work -> work.ratePlans().insert(of(gold).build()));
        write(work -> work.ratePlans().insert(of(gold).build()));

        change(work -> work.ratePlans().delete(first));
        assertThat(names(acme, ANY, Page.ALL)).hasSize(1).doesNotContain(first.name());
        assertRefused(
                new Problem.NotFound(Kind.RATE_PLAN, first.name()),
                () -> write(work -> work.ratePlans().update(first)));

        change(work -> work.products().delete(gold));
        assertThat(names(acme, ANY, Page.ALL)).isEmpty();
    }

    private List<String> names(Organization organization, Filter filter, Page page) {
        return read(work -> work.ratePlans().list(organization.id(), filter, page)).stream()
                .map(RatePlan::name)
                .toList();
    }

    private static RatePlanBuilder of(Product product) {
        UUID organization = product.organization();
        return plan().of(organization, BilledProduct.of(product));
    }
}
