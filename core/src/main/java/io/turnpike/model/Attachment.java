package io.turnpike.model;

import java.time.Instant;
import java.util.UUID;

/// An environment in a group.
///
/// @param id stays as long as the environment stays in the group
public record Attachment(UUID id, UUID environment, Instant createdAt) {}
