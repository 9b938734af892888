package io.turnpike.management.change;

/// How far this node enforces the change log.
@FunctionalInterface
public interface Enforced {
    /// Waits until this node enforces the revision, so that the next call after a write's answer meets it.
    void awaitLocal(long revision);
}
