package io.turnpike.access;

/// What a route of the management port asks of its caller.
public enum Permission {
    /// Anyone, also without credentials: health and the description of the API.
    NONE,
    /// Anyone who signs in; what the answer shows is what the caller may see.
    SIGNED_IN,
    ORGANIZATION_READ,
    ORGANIZATION_WRITE,
    ENVIRONMENT_READ,
    ENVIRONMENT_WRITE,
    PROXY_READ,
    PROXY_WRITE,
    DEPLOYMENT_READ,
    DEPLOYMENT_WRITE,
    PRODUCT_READ,
    PRODUCT_WRITE,
    DEVELOPER_READ,
    DEVELOPER_WRITE,
    APP_READ,
    APP_WRITE,
    /// App groups and companies with their members.
    GROUP_READ,
    GROUP_WRITE,
    /// Rate plans, subscriptions, balances and billing types.
    MONETIZATION_READ,
    MONETIZATION_WRITE,
    /// Key value maps, whose values may be secrets.
    KEY_VALUE_MAP_READ,
    KEY_VALUE_MAP_WRITE,
    /// Roles, users and service accounts.
    ACCESS_READ,
    ACCESS_WRITE,
    AUDIT_READ,
    /// What became of calls, and what would become of others.
    DECISION_READ,
    /// The installation itself: nodes and metrics.
    INSTALLATION_READ,
    /// Making and deleting organizations.
    INSTALLATION_WRITE;

    public boolean isRead() {
        return this == NONE || this == SIGNED_IN || name().endsWith("_READ");
    }
}
