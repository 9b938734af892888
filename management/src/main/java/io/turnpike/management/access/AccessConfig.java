package io.turnpike.management.access;

import org.jspecify.annotations.Nullable;

/// The tokens that the operator set; each null where there is none.
///
/// @param adminToken gives the role of an administrator
/// @param readerToken lets read, for monitoring
public record AccessConfig(
        @Nullable String adminToken, @Nullable String readerToken) {
    @Override
    public String toString() {
        return "AccessConfig";
    }
}
