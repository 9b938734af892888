package io.turnpike.model;

import java.util.UUID;

/// That a credential may use a product; it opens the product only while it is `APPROVED`.
public record Grant(UUID product, Status status) {}
