package io.turnpike.management;

import io.turnpike.management.access.AccessConfig;
import io.turnpike.management.wire.Dialect;

/// What the operator sets about the management API.
///
/// @param access tokens beside the users in the storage
/// @param dialect of calls that show none
public record ManagementConfig(AccessConfig access, Dialect dialect) {}
