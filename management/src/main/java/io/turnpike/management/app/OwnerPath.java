package io.turnpike.management.app;

/// Names an owner of apps by two segments of a path, see `Segments`.
///
/// @param owner a developer's e-mail or id, a group's name
record OwnerPath(Owners owners, String organization, String owner) {}
