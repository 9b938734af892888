package io.turnpike.storage;

import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.access.BuiltInRole;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.storage.UserStore.Person;
import io.turnpike.storage.UserStore.User;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public interface UserStoreContract extends StorageContract {
    @Test
    default void findsByName() {
        User ada = new User(UUID.randomUUID(), "ada", "$argon2id$v=19$hash", BuiltInRole.READ_ONLY);
        change(work -> work.users().insert(ada));

        assertThatObject(read(work -> work.users().find("ada"))).isEqualTo(Optional.of(ada));
        assertThatObject(read(work -> work.users().find("Ada"))).isEqualTo(Optional.empty());
    }

    @Test
    default void replacesAllButIdAndName() {
        User ada = new User(UUID.randomUUID(), "ada", "$old", BuiltInRole.READ_ONLY);
        change(work -> work.users().insert(ada));
        User changed = new User(ada.id(), "ada", new Person("Ada", "King"), "$new", null);

        change(work -> work.users().update(changed));

        assertThatObject(read(work -> work.users().find("ada"))).isEqualTo(Optional.of(changed));
        User eve = new User(UUID.randomUUID(), "eve", "$new", null);
        assertRefused(
                new Problem.NotFound(Kind.USER, "eve"),
                () -> change(work -> work.users().update(eve)));
    }

    @Test
    default void deletesAndListsByName() {
        User bob = new User(UUID.randomUUID(), "bob", "$hash", null);
        User ada = new User(UUID.randomUUID(), "ada", "$hash", BuiltInRole.ADMINISTRATOR);
        change(work -> {
            work.users().insert(bob);
            work.users().insert(ada);
        });
        assertThatList(read(work -> work.users().list())).containsExactly(ada, bob);

        change(work -> work.users().delete(ada));

        assertThatList(read(work -> work.users().list())).containsExactly(bob);
        assertRefused(
                new Problem.NotFound(Kind.USER, "ada"),
                () -> change(work -> work.users().delete(ada)));
    }

    @Test
    default void refusesASecondOneOfTheSameName() {
        User ada = new User(UUID.randomUUID(), "ada", "$argon2id$v=19$hash", BuiltInRole.ADMINISTRATOR);
        change(work -> work.users().insert(ada));

        assertRefused(
                new Problem.AlreadyExists(Kind.USER, "ada"),
                () -> change(work ->
                        work.users().insert(new User(UUID.randomUUID(), "ada", "$other", BuiltInRole.READ_ONLY))));
    }
}
