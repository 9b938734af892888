package io.turnpike.storage;

import static io.turnpike.storage.Samples.MADE;
import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.environment;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.Environment;
import io.turnpike.model.Named;
import io.turnpike.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// @param <T> what the store under test holds
public interface NamedStoreContract<T extends Named.Content> extends StorageContract {
    NamedStore<T> store(Work work);

    /// Two that differ in every component.
    List<T> contents();

    /// What a node learns of a change.
    Change noted(UUID organization);

    /// Stores an owner, in an organization of this name.
    default Owner owner(String organization) {
        return write(work -> {
            Environment made = work.environments()
                    .insert(environment(work.organizations().insert(organization(organization)), "test"));
            return new Owner(made.organization(), made.id());
        });
    }

    /// Deletes what `owner` stored.
    default void deleteOwner(Work work, String organization) {
        var owner = work.organizations().require(organization).id();
        work.environments().delete(work.environments().require(owner, "test"));
    }

    @Test
    default void readsWhatWasInserted() {
        Owner test = owner("acme");
        Named<T> made = named(test, "a", 0);

        assertThatObject(write(work -> store(work).insert(made))).isEqualTo(made);
        assertThatObject(read(work -> store(work).find(test.id(), "a"))).isEqualTo(Optional.of(made));
        assertThatObject(read(work -> store(work).find(test.id(), "A"))).isEqualTo(Optional.empty());
    }

    @Test
    default void listsThoseOfOneOwnerInByteOrder() {
        Owner test = owner("acme");
        Owner other = owner("globex");
        change(work -> List.of("b", "B", "a-b", "a").forEach(name -> store(work).insert(named(test, name, 0))));
        write(work -> store(work).insert(named(other, "a", 0)));

        assertThatList(read(work -> store(work).list(test.id())))
                .extracting(Named::name)
                .containsExactly("B", "a", "a-b", "b");
        assertThatList(read(work -> store(work).list(other.id()))).hasSize(1);
    }

    @Test
    default void refusesASecondOneOfTheSameNameInItsOwner() {
        Owner test = owner("acme");
        Named<T> made = named(test, "a", 0);
        write(work -> store(work).insert(made));

        assertRefused(
                new Problem.AlreadyExists(made.content().kind(), "a"),
                () -> write(work -> store(work).insert(named(test, "a", 1))));
        assertThatObject(read(work -> store(work).find(test.id(), "a"))).isEqualTo(Optional.of(made));
    }

    @Test
    default void replacesTheWholeContentAndRaisesTheVersion() {
        Owner test = owner("acme");
        Named<T> made = write(work -> store(work).insert(named(test, "a", 0)));
        Named<T> changed = made.changed(contents().get(1), NOW.plusMillis(1), "bob");

        Named<T> stored = write(work -> store(work).update(changed));

        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored).usingRecursiveComparison().ignoringFields("version").isEqualTo(changed);
        assertThatObject(read(work -> store(work).find(test.id(), "a"))).isEqualTo(Optional.of(stored));
    }

    @Test
    default void refusesAnUpdateThatWasReadBeforeAnotherOneOrOfWhatIsNotThere() {
        Owner test = owner("acme");
        Named<T> read = write(work -> store(work).insert(named(test, "a", 0)));
        write(work -> store(work).update(read));
        var kind = read.content().kind();

        assertRefused(
                new Problem.ChangedMeanwhile(kind, "a", 1),
                () -> write(work -> store(work).update(read)));
        assertRefused(
                new Problem.NotFound(kind, "b"), () -> write(work -> store(work).update(named(test, "b", 0))));
    }

    @Test
    default void deletesOne() {
        Owner test = owner("acme");
        Named<T> made = write(work -> store(work).insert(named(test, "a", 0)));
        Named<T> stays = write(work -> store(work).insert(named(test, "b", 0)));

        change(work -> store(work).delete(made));

        assertThatList(read(work -> store(work).list(test.id()))).containsExactly(stays);
    }

    @Test
    default void goesWithItsOwner() {
        Owner gone = owner("acme");
        Owner stays = owner("globex");
        change(work -> List.of(named(gone, "a", 0), named(stays, "a", 0))
                .forEach(each -> store(work).insert(each)));

        change(work -> deleteOwner(work, "acme"));

        assertThatList(read(work -> store(work).list(gone.id()))).isEmpty();
        assertThatList(read(work -> store(work).list(stays.id()))).hasSize(1);
    }

    @Test
    default void goesWithItsOrganization() {
        Owner gone = owner("acme");
        write(work -> store(work).insert(named(gone, "a", 0)));

        change(work -> work.organizations().delete(work.organizations().require("acme")));

        assertThatList(read(work -> store(work).list(gone.id()))).isEmpty();
    }

    @Test
    default void tellsTheNodesOfEveryChange() {
        Owner test = owner("acme");
        long before = storage().changes().last();

        Named<T> made = write(work -> store(work).insert(named(test, "a", 0)));
        Named<T> changed = write(work -> store(work).update(made));
        change(work -> store(work).delete(changed));

        assertThatList(storage().changes().after(before, 10))
                .extracting(ChangeFeed.Entry::change)
                .containsExactly(noted(test.organization()), noted(test.organization()), noted(test.organization()));
    }

    private Named<T> named(Owner owner, String name, int content) {
        return new Named<>(
                UUID.randomUUID(),
                owner.organization(),
                owner.id(),
                1,
                name,
                contents().get(content),
                MADE);
    }

    /// @param organization its id
    record Owner(UUID organization, UUID id) {}
}
