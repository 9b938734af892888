package io.turnpike.model;

import java.time.Instant;

/// When and by whom something was made and last changed; millisecond precision.
public record Provenance(Instant createdAt, String createdBy, Instant lastModifiedAt, String lastModifiedBy) {
    public static Provenance made(Instant at, String by) {
        return new Provenance(at, by, at, by);
    }

    public Provenance changed(Instant at, String by) {
        return new Provenance(createdAt, createdBy, at, by);
    }
}
