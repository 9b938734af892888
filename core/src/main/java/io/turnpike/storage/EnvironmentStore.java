package io.turnpike.storage;

import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import java.util.List;
import java.util.UUID;

/// Environments and their groups at rest.
public interface EnvironmentStore {
    /// In order of their names.
    List<Environment> list(UUID organization);

    /// @throws io.turnpike.problem.Refused with `NotFound`
    Environment require(UUID organization, String name);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists`
    Environment insert(Environment environment);

    /// Replaces what is stored if its version is `environment.version()`, and raises that by one.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound` or `ChangedMeanwhile`
    Environment update(Environment environment);

    /// In order of their names.
    List<EnvironmentGroup> groups(UUID organization);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists` for the name in its organization, or for a host name
    ///     in the installation
    EnvironmentGroup insertGroup(EnvironmentGroup group);
}
