package io.turnpike.storage;

import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.product;
import static io.turnpike.storage.Samples.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.access.BuiltInRole;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.AuditStore.AuditEntry;
import io.turnpike.storage.AuditStore.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `Storage` promises of units of work, whatever they store.
public interface UnitOfWorkContract extends StorageContract {
    @Test
    default void undoesAUnitThatThrows() {
        Refused refused = new Refused(new Problem.Malformed("no"));

        assertThatThrownBy(() -> write(work -> {
                    work.organizations().insert(organization("acme"));
                    throw refused;
                }))
                .isSameAs(refused);

        assertThatList(read(work -> work.organizations().list())).isEmpty();
        assertThat(storage().changes().last()).isZero();
    }

    @Test
    default void aUnitSeesWhatItWrote() {
        Organization made = organization("acme");

        assertThatObject(write(work -> {
                    work.organizations().insert(made);
                    return work.organizations().require("acme");
                }))
                .isEqualTo(made);
    }

    @Test
    default void aUnitThatChangedNothingLeavesNoTrace() {
        RecordingCaller caller = RecordingCaller.anyone();

        storage().write(caller, work -> work.organizations().list());

        assertThat(storage().changes().last()).isZero();
        assertThatList(read(work -> work.audit().newest("", 10))).isEmpty();
        assertThat(caller.committed()).isZero();
    }

    @Test
    default void aUnitIsAuditedOnceAndItsCallerLearnsItsRevision() {
        RecordingCaller caller = new RecordingCaller("CREATE", "/v1/organizations/acme/apiproducts/gold");

        storage().write(caller, work -> {
            Organization acme = work.organizations().insert(organization("acme"));
            work.users().insert(new UserStore.User(acme.id(), "bob", "$argon2id$", BuiltInRole.READ_ONLY));
            return work.products().insert(product(acme, "gold"));
        });

        assertThat(caller.committed()).isEqualTo(storage().changes().last()).isPositive();
        assertThatList(read(work -> work.audit().newest("", 10)))
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .isEqualTo(new AuditEntry(
                                caller.committed(),
                                entry.at(),
                                "ada",
                                "CREATE",
                                "acme",
                                "/v1/organizations/acme/apiproducts/gold",
                                Outcome.DONE)));
    }

    @Test
    default void findsAuditEntriesByTheStartOfTheirPathNewestFirst() {
        for (String resource : List.of("/a/one", "/a/two", "/b_/three", "/bc/four")) {
            storage()
                    .write(
                            new RecordingCaller("CREATE", resource),
                            work -> work.organizations()
                                    .insert(organization(
                                            "o" + storage().changes().last())));
        }

        assertThatList(read(work -> work.audit().newest("/a/", 10)))
                .extracting(AuditEntry::resource)
                .containsExactly("/a/two", "/a/one");
        assertThatList(read(work -> work.audit().newest("/b_", 10)))
                .extracting(AuditEntry::resource)
                .containsExactly("/b_/three");
        assertThatList(read(work -> work.audit().newest("", 3)))
                .extracting(AuditEntry::resource)
                .containsExactly("/bc/four", "/b_/three", "/a/two");
    }

    @Test
    @Timeout(120)
    default void readingSeesOneState() throws Exception {
        write(work -> work.organizations().insert(organization("acme")));
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<List<Integer>> counts = threads.submit(() -> read(work -> {
                int before = work.organizations().list().size();
                reading.countDown();
                awaitUnchecked(written);
                return List.of(before, work.organizations().list().size());
            }));
            reading.await();
            write(work -> work.organizations().insert(organization("globex")));
            written.countDown();

            assertThat(counts.get()).containsExactly(1, 1);
        }
        assertThatList(read(work -> work.organizations().list())).hasSize(2);
    }

    /// Each writer sets two fields to one number; if two writers mixed, some product would hold two.
    @Test
    @Timeout(120)
    default void writersNeverMixHalvesOfOneProduct() throws Exception {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        write(work -> work.products().insert(product(acme, "gold")));
        int writers = 8;
        int rounds = 10;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                running.add(threads.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        write(work -> increment(work, acme));
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }

        Product product = read(work -> work.products().require(acme.id(), "gold"));
        assertThat(product.version()).isEqualTo(1 + writers * rounds);
        assertThat(product.terms().displayName()).isEqualTo("n" + writers * rounds);
        assertThat(product.provenance().lastModifiedBy()).isEqualTo("n" + writers * rounds);
    }

    private static Product increment(Work work, Organization organization) {
        Product read = work.products().require(organization.id(), "gold");
        assertThat(read.version() == 1
                        || read.terms().displayName().equals(read.provenance().lastModifiedBy()))
                .isTrue();
        String next = "n" + read.version();
        return work.products()
                .update(new Product(
                        read.id(),
                        read.organization(),
                        read.version(),
                        read.name(),
                        terms(next),
                        read.provenance().changed(Samples.NOW, next)));
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
