package io.turnpike.access;

/// A named set of permissions.
public enum Role {
    ADMINISTRATOR,
    READ_ONLY;

    public boolean grants(Permission permission) {
        return switch (this) {
            case ADMINISTRATOR -> true;
            case READ_ONLY -> permission.isRead();
        };
    }
}
