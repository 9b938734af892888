package io.turnpike.model;

import java.util.UUID;

/// A stored product that this version cannot read or enforce, such as one that another version wrote. It matches no
/// call.
///
/// @param version that of the product
/// @param fault what stands in the way, in words for the operator
public record UnusableProduct(UUID id, String name, long version, String fault) {}
