package io.turnpike.management.owner;

/// Names an owner by two segments of a path, see `Segments`.
///
/// @param owner a developer's e-mail or id, a group's name
public record OwnerPath(Owners owners, String organization, String owner) {}
