package io.turnpike.model;

/// Whether a request for a product is granted at once or waits for a decision.
public enum Approval {
    AUTO,
    MANUAL
}
