package io.turnpike.model;

/// State of a key, an app or a grant. Only a grant is ever `PENDING`.
public enum Status {
    APPROVED,
    PENDING,
    REVOKED
}
