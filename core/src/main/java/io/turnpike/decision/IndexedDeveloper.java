package io.turnpike.decision;

import java.util.UUID;

/// A developer as the gateway knows him; shared by all of his keys, so that one write closes them all.
public final class IndexedDeveloper {
    private final UUID id;
    private volatile boolean active;

    public IndexedDeveloper(UUID id, boolean active) {
        this.id = id;
        this.active = active;
    }

    public UUID id() {
        return id;
    }

    public boolean isActive() {
        return active;
    }

    /// Holds from the next call that reads it.
    public void setActive(boolean active) {
        this.active = active;
    }
}
