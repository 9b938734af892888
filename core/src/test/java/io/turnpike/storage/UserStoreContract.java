package io.turnpike.storage;

import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.access.BuiltInRole;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.storage.UserStore.Person;
import io.turnpike.storage.UserStore.User;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
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
    default void keepsThoseWhoAreListedForAChangeAsTheyAre() throws Exception {
        for (int round = 0; round < 10; round++) {
            User ada = new User(UUID.randomUUID(), "ada" + round, "$hash", BuiltInRole.ADMINISTRATOR);
            User bob = new User(UUID.randomUUID(), "bob" + round, "$hash", BuiltInRole.ADMINISTRATOR);
            change(work -> {
                work.users().insert(ada);
                work.users().insert(bob);
            });
            try (var threads = Executors.newFixedThreadPool(2)) {
                threads.invokeAll(List.of(() -> resigned(ada), () -> resigned(bob)));
            }

            long left = read(UserStoreContract::administrators);
            assertThat(left).as("round %d", round).isEqualTo(1);
            change(work -> work.users().list().forEach(work.users()::delete));
        }
    }

    /// Gives the role up where somebody else has it, too.
    private boolean resigned(User user) {
        return storage().write(new RecordingCaller("UPDATE", "/"), work -> {
            boolean resigns = administrators(work) > 1;
            if (resigns) {
                work.users().update(user.withRole(null));
            }
            return resigns;
        });
    }

    private static long administrators(Work work) {
        return work.users().list().stream()
                .filter(user -> user.role() == BuiltInRole.ADMINISTRATOR)
                .count();
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
