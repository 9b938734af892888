package io.turnpike.storage;

import io.turnpike.model.KeyValueMap;
import io.turnpike.model.KeyValueMap.Scope;
import java.util.List;
import java.util.Optional;

/// Key value maps at rest, without their entries. They go when what they belong to goes.
public interface KeyValueMapStore {
    /// In byte order.
    List<String> names(Scope scope);

    Optional<KeyValueMap> find(Scope scope, String name);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists`
    KeyValueMap insert(KeyValueMap map);

    /// Replaces whether the map is masked, and who changed it, if its stored version is `map.version()`, and raises
    /// that by one.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound` or `ChangedMeanwhile`
    KeyValueMap update(KeyValueMap map);

    /// Deletes a map with its entries.
    void delete(KeyValueMap map);
}
