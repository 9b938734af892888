package io.turnpike.storage;

import static io.turnpike.storage.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.turnpike.model.LongRunningOperation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

public interface LongRunningOperationStoreContract extends StorageContract {
    @Test
    default void findsAnOperationOfItsOrganizationOnly() {
        LongRunningOperation made = operation("acme", 0);
        change(work -> work.longRunningOperations().insert(made));

        assertThat(found("acme", made.id())).contains(made);
        assertThat(found("globex", made.id())).isEmpty();
        assertThat(found("acme", UUID.randomUUID())).isEmpty();
    }

    @Test
    default void pagesFromTheNewestToTheOldest() {
        List<LongRunningOperation> oldestFirst = IntStream.range(0, 5)
                .mapToObj(second -> operation("acme", second))
                .toList();
        change(work -> {
            oldestFirst.forEach(work.longRunningOperations()::insert);
            work.longRunningOperations().insert(operation("globex", 9));
        });

        assertThatList(read(work -> work.longRunningOperations().list("acme", null, 2)))
                .containsExactly(oldestFirst.get(4), oldestFirst.get(3));
        assertThatList(read(work -> work.longRunningOperations()
                        .list("acme", oldestFirst.get(3).id(), 10)))
                .containsExactly(oldestFirst.get(2), oldestFirst.get(1), oldestFirst.get(0));
    }

    @Test
    default void pagesThroughThoseOfOneInstantToo() {
        List<LongRunningOperation> made =
                IntStream.range(0, 4).mapToObj(_ -> operation("acme", 0)).toList();
        change(work -> made.forEach(work.longRunningOperations()::insert));

        List<LongRunningOperation> first =
                read(work -> work.longRunningOperations().list("acme", null, 3));
        List<LongRunningOperation> rest = read(work ->
                work.longRunningOperations().list("acme", first.getLast().id(), 3));

        assertThat(first).hasSize(3).doesNotContainAnyElementsOf(rest);
        assertThat(rest).hasSize(1);
    }

    @Test
    default void forgetsTheOldOnesWithoutATraceInTheChangeLog() {
        LongRunningOperation old = operation("acme", 0);
        LongRunningOperation young = operation("acme", 2);
        change(work -> List.of(old, young).forEach(work.longRunningOperations()::insert));
        long revision = storage().changes().last();

        change(work -> work.longRunningOperations().deleteBefore(NOW.plusSeconds(2)));

        assertThatList(read(work -> work.longRunningOperations().list("acme", null, 9)))
                .containsExactly(young);
        assertThat(storage().changes().last()).isEqualTo(revision);
    }

    private Optional<LongRunningOperation> found(String organization, UUID id) {
        return read(work -> work.longRunningOperations().find(organization, id));
    }

    private static LongRunningOperation operation(String organization, int second) {
        return new LongRunningOperation(
                UUID.randomUUID(),
                organization,
                LongRunningOperation.ChangeType.INSERT,
                "organizations/acme/environments/test",
                NOW.plus(Duration.ofSeconds(second)),
                "{\"name\":\"test\"}");
    }
}
