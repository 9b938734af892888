package io.turnpike.storage;

import io.turnpike.model.EnvironmentGroup;
import java.util.List;
import java.util.UUID;

/// Environment groups with their host names and attachments at rest.
public interface EnvironmentGroupStore {
    /// In order of their names.
    List<EnvironmentGroup> list(UUID organization);

    /// @throws io.turnpike.problem.Refused with `NotFound`
    EnvironmentGroup require(UUID organization, String name);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists` for the name in its organization, or for a host name
    ///     in the installation
    EnvironmentGroup insert(EnvironmentGroup group);

    /// Replaces what is stored if its version is `group.version()`, and raises that by one.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound`, `ChangedMeanwhile`, or `AlreadyExists` for a host name
    EnvironmentGroup update(EnvironmentGroup group);

    /// Deletes a group with its attachments; its host names are free then.
    void delete(EnvironmentGroup group);
}
