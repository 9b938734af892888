package io.turnpike.management.named;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.model.Environment;
import io.turnpike.model.Named;
import io.turnpike.problem.Kind;
import io.turnpike.storage.NamedStore;
import io.turnpike.storage.Work;
import java.util.Optional;

/// One sort of named things: where it lies, and how it looks on the wire.
interface Sort<T extends Named.Content> {
    Kind kind();

    /// The segment of its list's path.
    String segment();

    /// Name of its schema, and words for its readers.
    Title title();

    NamedStore<T> in(Work work);

    /// Whether clients ask to clear what a thing holds; nothing is ever held.
    default boolean isCleared() {
        return false;
    }

    /// @param former what is replaced; empty for a new thing
    T read(Fields body, Optional<T> former);

    /// Checks what is to be stored against what is in the environment.
    ///
    /// @throws io.turnpike.problem.Refused with `WrongState`
    default void check(Work work, Environment environment, String name, T content) {}

    /// Checks whether anything in the environment still needs what is to go.
    ///
    /// @throws io.turnpike.problem.Refused with `StillReferenced`
    default void checkDeletion(Work work, Environment environment, String name) {}

    /// Adds the members behind the name.
    void write(T content, Members members);

    /// @param one with its article: `a cache`
    /// @param many `caches`
    record Title(String schema, String one, String many) {}
}
