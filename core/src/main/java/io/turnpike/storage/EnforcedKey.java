package io.turnpike.storage;

import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import java.util.List;
import java.util.UUID;

/// A key as the gateway needs it, joined over credential, app and owner.
///
/// @param expiresAt milliseconds since the epoch; `Long.MAX_VALUE` means never
/// @param grants in credential order
public record EnforcedKey(
        UUID organization,
        KeyDigest digest,
        UUID credential,
        Status status,
        long expiresAt,
        UUID app,
        String appName,
        Status appStatus,
        Owner owner,
        boolean ownerActive,
        List<Grant> grants) {}
