package io.turnpike.decision;

import io.turnpike.model.Grant;
import io.turnpike.model.Status;
import java.util.List;
import java.util.UUID;

/// A key with what a decision needs of its app and grants. Immutable but for the owner's state. Ids are kept as
/// bits, since there are millions of these.
public final class IndexedKey {
    private final long credentialHigh;
    private final long credentialLow;
    private final long appHigh;
    private final long appLow;
    private final long expiresAt;
    private final String appName;
    private final IndexedOwner owner;
    private final List<Grant> grants;
    private final Status status;
    private final Status appStatus;

    /// @param expiresAt milliseconds since the epoch; `Long.MAX_VALUE` means never
    /// @param grants in the order in which they are tried
    public IndexedKey(
            UUID credential, Status status, long expiresAt, AppState app, IndexedOwner owner, List<Grant> grants) {
        this.credentialHigh = credential.getMostSignificantBits();
        this.credentialLow = credential.getLeastSignificantBits();
        this.status = status;
        this.expiresAt = expiresAt;
        this.appHigh = app.id().getMostSignificantBits();
        this.appLow = app.id().getLeastSignificantBits();
        this.appName = app.name();
        this.appStatus = app.status();
        this.owner = owner;
        this.grants = grants;
    }

    public UUID credential() {
        return new UUID(credentialHigh, credentialLow);
    }

    public UUID app() {
        return new UUID(appHigh, appLow);
    }

    /// The first half of the app's id, for arithmetic without an object.
    public long appHigh() {
        return appHigh;
    }

    public long appLow() {
        return appLow;
    }

    public String appName() {
        return appName;
    }

    public Status status() {
        return status;
    }

    public Status appStatus() {
        return appStatus;
    }

    public long expiresAt() {
        return expiresAt;
    }

    public IndexedOwner owner() {
        return owner;
    }

    public List<Grant> grants() {
        return grants;
    }

    /// The app of a key.
    public record AppState(UUID id, String name, Status status) {}
}
