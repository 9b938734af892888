package io.turnpike.model;

import io.turnpike.problem.Kind;
import java.time.Instant;
import java.util.UUID;

/// Something that has a name in its owner, and is read and replaced as a whole.
///
/// @param owner id of the environment or the organization in which the name is unique
/// @param version raised by one with each change
/// @param name fixed
public record Named<T extends Named.Content>(
        UUID id, UUID organization, UUID owner, long version, String name, T content, Provenance provenance) {
    public Named {
        Names.of(content.kind()).check(name);
    }

    public Named<T> changed(T changed, Instant at, String by) {
        return new Named<>(id, organization, owner, version, name, changed, provenance.changed(at, by));
    }

    /// What is replaced as a whole.
    public interface Content {
        Kind kind();
    }
}
