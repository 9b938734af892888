package io.turnpike.access;

/// What a route of the management port asks of its caller.
public enum Permission {
    /// Anyone, also without credentials: health and the description of the API.
    NONE,
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
    /// The installation itself: nodes and metrics.
    NODE_READ;

    public boolean isRead() {
        return this == NONE || name().endsWith("_READ");
    }
}
