package io.turnpike.storage;

import io.turnpike.model.Owner;
import io.turnpike.secret.KeyDigest;
import java.util.UUID;

/// What a committed change means to a node that enforces.
public sealed interface Change {
    /// Products, proxies, deployments, environments or properties of the organization changed:
    /// build its catalogue anew.
    record CatalogueChanged(UUID organization) implements Change {}

    /// A key, its app, its grants: read that key anew, or forget it.
    record KeyChanged(UUID organization, KeyDigest digest) implements Change {}

    /// An access token was issued or revoked: read it anew, or forget it.
    record TokenChanged(UUID organization, KeyDigest digest) implements Change {}

    /// A developer or a group was made active or inactive, or a developer has another email address.
    record OwnerChanged(UUID organization, Owner owner, boolean active) implements Change {}

    /// An organization is gone with everything in it, its keys too.
    record OrganizationDeleted(UUID organization) implements Change {}

    /// Nothing that is enforced changed.
    record Noted() implements Change {}

    /// Of a kind that this version does not know: read everything anew.
    record Unknown() implements Change {}
}
