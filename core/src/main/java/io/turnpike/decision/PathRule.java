package io.turnpike.decision;

/// Paths and methods that an operation covers.
record PathRule(PathPattern pattern, MethodSet methods, CompiledOperation operation) {}
