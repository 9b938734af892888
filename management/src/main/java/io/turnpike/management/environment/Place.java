package io.turnpike.management.environment;

/// Where an environment or a group stands: both names.
record Place(String organization, String name) {}
