package io.turnpike.storage;

import io.turnpike.access.BuiltInRole;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Those who sign in to the management port with a password.
public interface UserStore {
    /// In order of their names.
    List<User> list();

    /// By the exact name.
    Optional<User> find(String name);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists`
    void insert(User user);

    /// Replaces all but the id and the name.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound`
    void update(User user);

    /// Deletes the user, who holds no role then.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound`
    void delete(User user);

    /// @param passwordHash in the PHC string format; never the password
    /// @param role held in the installation and in every organization, or null
    record User(
            UUID id,
            String name,
            Person person,
            String passwordHash,
            @Nullable BuiltInRole role) {
        public User(UUID id, String name, String passwordHash, @Nullable BuiltInRole role) {
            this(id, name, Person.UNNAMED, passwordHash, role);
        }

        public User withRole(@Nullable BuiltInRole other) {
            return new User(id, name, person, passwordHash, other);
        }

        public User withPassword(String hash) {
            return new User(id, name, person, hash, role);
        }

        @Override
        public String toString() {
            return "User[" + name + ", " + role + "]";
        }
    }

    /// Names of a user; each may be empty.
    record Person(String firstName, String lastName) {
        public static final Person UNNAMED = new Person("", "");
    }
}
