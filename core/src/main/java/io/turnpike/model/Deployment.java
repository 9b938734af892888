package io.turnpike.model;

import java.time.Instant;
import java.util.UUID;

/// A revision of a proxy that answers in an environment; at most one of each proxy there.
///
/// @param since when the proxy was first deployed there without a break; the earlier one keeps a
///     contested base path (PX2)
public record Deployment(
        UUID organization, UUID environment, UUID proxy, int revision, Instant since, Instant deployedAt) {}
