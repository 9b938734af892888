package io.turnpike.storage;

import io.turnpike.model.Environment;
import java.util.List;
import java.util.UUID;

/// Environments at rest.
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

    /// Deletes an environment in which nothing is deployed; it leaves its groups.
    void delete(Environment environment);
}
