package io.turnpike.storage;

import io.turnpike.access.Role;
import java.util.Optional;
import java.util.UUID;

/// Those who sign in to the management port.
public interface UserStore {
    Optional<User> find(String name);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists`
    void insert(User user);

    /// @throws io.turnpike.problem.Refused with `NotFound`
    void replacePassword(String name, String passwordHash);

    /// @param passwordHash in the PHC string format; never the password
    record User(UUID id, String name, String passwordHash, Role role) {
        @Override
        public String toString() {
            return "User[" + name + ", " + role + "]";
        }
    }
}
