package io.turnpike.access;

import org.jspecify.annotations.Nullable;

/// A role that somebody holds. What is of the installation takes a role that is held in all organizations.
///
/// @param organization where, by its name; null in all of them and in the installation itself
public record Assignment(@Nullable String organization, Role role) {
    public boolean allows(Access access) {
        boolean ofInstallation = switch (access.permission()) {
            case INSTALLATION_READ, INSTALLATION_WRITE -> true;
            default -> false;
        };
        boolean isInReach = ofInstallation ? organization == null : reaches(access.organization());
        return isInReach && role.allows(access);
    }

    public boolean reaches(@Nullable String asked) {
        return organization == null || organization.equals(asked);
    }
}
