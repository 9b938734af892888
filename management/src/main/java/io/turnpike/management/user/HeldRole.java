package io.turnpike.management.user;

import io.turnpike.access.Assignment;
import org.jspecify.annotations.Nullable;

/// A role that a user holds, on the wire.
///
/// @param organization absent where it is held in the installation
record HeldRole(String name, @Nullable String organization) {
    static HeldRole of(Assignment held) {
        return new HeldRole(held.role().label(), held.organization());
    }
}
