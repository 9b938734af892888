package io.turnpike.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// A named set of permissions.
public enum Role {
    ADMINISTRATOR(EnumSet.allOf(Permission.class)),
    READ_ONLY(Arrays.stream(Permission.values()).filter(Permission::isRead).collect(Collectors.toSet()));

    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = Set.copyOf(permissions);
    }

    public boolean grants(Permission permission) {
        return permissions.contains(permission);
    }
}
