package io.turnpike.stats;

import java.util.Locale;

/// What is kept of calls to tell them apart by. New ones come last.
public enum Dimension implements Trait {
    /// Name of the environment.
    ENVIRONMENT(0),
    PROXY(1),
    PRODUCT(2),
    /// As the product has it, never the path of a call.
    OPERATION(3),
    /// Id of the app.
    APP_ID(4),
    /// Name of the app.
    APP(5),
    /// Id of the developer who owns the app.
    DEVELOPER(6),
    /// Id of the group that owns the app.
    APP_GROUP(7),
    /// One of the usual methods, or `(other)`.
    VERB(8),
    /// Sent to the client.
    STATUS(9),
    /// Sent by the target.
    TARGET_STATUS(10),
    TARGET_HOST(11),
    /// Why the gateway refused the call.
    REASON(12),
    /// Error code.
    FAULT(13);

    private final int place;

    Dimension(int place) {
        this.place = place;
    }

    /// Its place among the values of a `Series`.
    int place() {
        return place;
    }

    /// Where it lies at rest.
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
