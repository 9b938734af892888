package io.turnpike.model;

import java.util.UUID;

/// Whose an app is: a developer's or a group's. Apps of both differ in nothing else.
///
/// Source: ruling 15; product-life TE5.
public sealed interface Owner {
    UUID id();

    /// @param id of a `model.Developer`
    record Developer(UUID id) implements Owner {}

    /// @param id of a `model.Group`
    record Group(UUID id) implements Owner {}
}
