package io.turnpike.storage;

import io.turnpike.model.Named;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Things of one kind at rest that have a name in their owner. They go when their owner goes.
public interface NamedStore<T extends Named.Content> {
    /// In order of their names.
    List<Named<T>> list(UUID owner);

    Optional<Named<T>> find(UUID owner, String name);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists`
    Named<T> insert(Named<T> made);

    /// Replaces what is stored if its version is `changed.version()`, and raises that by one.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound` or `ChangedMeanwhile`
    Named<T> update(Named<T> changed);

    void delete(Named<T> gone);
}
