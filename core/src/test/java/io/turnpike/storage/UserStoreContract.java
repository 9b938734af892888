package io.turnpike.storage;

import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.access.Role;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.storage.UserStore.User;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public interface UserStoreContract extends StorageContract {
    @Test
    default void findsByName() {
        User ada = new User(UUID.randomUUID(), "ada", "$argon2id$v=19$hash", Role.READ_ONLY);
        change(work -> work.users().insert(ada));

        assertThatObject(read(work -> work.users().find("ada"))).isEqualTo(Optional.of(ada));
        assertThatObject(read(work -> work.users().find("Ada"))).isEqualTo(Optional.empty());
    }

    @Test
    default void replacesThePassword() {
        User ada = new User(UUID.randomUUID(), "ada", "$old", Role.READ_ONLY);
        change(work -> work.users().insert(ada));

        change(work -> work.users().replacePassword("ada", "$new"));

        assertThatObject(read(work -> work.users().find("ada")))
                .isEqualTo(Optional.of(new User(ada.id(), "ada", "$new", Role.READ_ONLY)));
        assertRefused(
                new Problem.NotFound(Kind.USER, "eve"),
                () -> change(work -> work.users().replacePassword("eve", "$new")));
    }

    @Test
    default void refusesASecondOneOfTheSameName() {
        User ada = new User(UUID.randomUUID(), "ada", "$argon2id$v=19$hash", Role.ADMINISTRATOR);
        change(work -> work.users().insert(ada));

        assertRefused(
                new Problem.AlreadyExists(Kind.USER, "ada"),
                () -> change(
                        work -> work.users().insert(new User(UUID.randomUUID(), "ada", "$other", Role.READ_ONLY))));
    }
}
