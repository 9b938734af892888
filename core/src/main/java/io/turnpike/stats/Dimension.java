package io.turnpike.stats;

import java.util.Locale;

/// What calls are told apart by. The order is that of the values in a `Series`; new ones come last.
public enum Dimension {
    /// Name of the environment.
    ENVIRONMENT,
    PROXY,
    PRODUCT,
    /// As the product has it, never the path of a call.
    OPERATION,
    /// Id of the app.
    APP_ID,
    /// Name of the app.
    APP,
    /// Id of the developer who owns the app.
    DEVELOPER,
    /// Id of the group that owns the app.
    APP_GROUP,
    /// One of the usual methods, or `(other)`.
    VERB,
    /// Sent to the client.
    STATUS,
    /// Sent by the target.
    TARGET_STATUS,
    TARGET_HOST,
    /// Name of the typed reason of a refusal.
    REASON,
    /// Error code.
    FAULT;

    /// Where it lies at rest.
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
