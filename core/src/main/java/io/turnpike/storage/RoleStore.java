package io.turnpike.storage;

import io.turnpike.access.Assignment;
import io.turnpike.access.CustomRole;
import io.turnpike.storage.UserStore.User;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The roles that organizations made, and which users hold a role in an organization. A role is named by its label, a
/// built-in one too.
public interface RoleStore {
    /// The custom roles, in order of their labels.
    List<CustomRole> list(UUID organization);

    Optional<CustomRole> find(UUID organization, String label);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists`
    void insert(UUID organization, CustomRole role);

    /// Replaces the permissions.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound`
    void update(UUID organization, CustomRole role);

    /// @throws io.turnpike.problem.Refused with `NotFound`
    void delete(UUID organization, String label);

    /// Who holds the role, in order of their names.
    List<User> members(UUID organization, String label);

    /// Gives the role; nothing happens where the user holds it.
    void addMember(UUID organization, String label, User user);

    /// @return false if the user did not hold it
    boolean removeMember(UUID organization, String label, User user);

    /// What the user holds in organizations, in order of their names.
    List<Assignment> assignments(User user);

    /// The role as it is held in the organization; empty where the role does not exist.
    Optional<Assignment> assignment(UUID organization, String label);
}
