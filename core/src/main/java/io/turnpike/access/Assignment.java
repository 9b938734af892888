package io.turnpike.access;

import org.jspecify.annotations.Nullable;

/// A role that somebody holds.
///
/// @param organization where, by its name; null in all of them and in the installation itself
public record Assignment(@Nullable String organization, Role role) {
    public boolean allows(Access access) {
        return reaches(access.organization()) && role.allows(access);
    }

    public boolean reaches(@Nullable String asked) {
        return organization == null || organization.equals(asked);
    }
}
