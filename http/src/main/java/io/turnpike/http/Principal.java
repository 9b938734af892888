package io.turnpike.http;

import io.turnpike.access.Role;

/// Who calls.
public record Principal(String name, Role role) {}
