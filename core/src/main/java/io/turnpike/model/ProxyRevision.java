package io.turnpike.model;

import java.util.UUID;

/// One numbered state of a proxy; it changes only while it is not deployed.
public record ProxyRevision(UUID proxy, int number, ProxySettings settings, Provenance provenance) {}
