package io.turnpike.management.proxy;

/// A base path that the same proxy serves from another environment of a group since earlier;
/// that one keeps it (PX2).
record RouteConflict(String group, String environment, String proxy, int revision, String basePath) {}
