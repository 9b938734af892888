package io.turnpike.access;

/// What its holder may do, in one organization or in all.
public sealed interface Role permits BuiltInRole, CustomRole {
    /// The name by which the API knows it.
    String label();

    boolean allows(Access access);
}
