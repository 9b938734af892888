package io.turnpike.decision;

import io.turnpike.model.Owner;

/// An owner of apps as the gateway knows him; shared by all of his keys, so that one write closes them all.
public final class IndexedOwner {
    private final Owner owner;
    private volatile boolean active;
    private volatile String email = "";
    /// How many keys in the index are his; only its one writer looks.
    private int keys;

    public IndexedOwner(Owner owner, boolean active) {
        this.owner = owner;
        this.active = active;
    }

    public Owner owner() {
        return owner;
    }

    public boolean isActive() {
        return active;
    }

    /// Holds from the next call that reads it.
    public void setActive(boolean active) {
        this.active = active;
    }

    /// In lower case; empty for a group.
    public String email() {
        return email;
    }

    /// Holds from the next call that reads it.
    public void setEmail(String email) {
        this.email = email;
    }

    void gainKey() {
        keys++;
    }

    /// Whether it was the last one.
    boolean loseKey() {
        keys--;
        return keys == 0;
    }
}
