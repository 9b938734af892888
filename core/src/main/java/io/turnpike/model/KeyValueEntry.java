package io.turnpike.model;

import io.turnpike.secret.SealedText;
import java.util.UUID;

/// An entry of a map as it lies at rest.
///
/// @param version raised by one with each change
/// @param value sealed for this map and this name, and for no other
public record KeyValueEntry(UUID map, String name, long version, SealedText value) {}
