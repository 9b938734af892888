package io.turnpike.storage.jdbc;

import io.turnpike.model.Owner;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.Change;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change as it lies in the change log.
///
/// Rows of another release may be of a kind or a format that is unknown here: `change` says `Unknown` then.
///
/// @param organization null where the kind has none
/// @param payload what the kind needs besides, as text; empty if nothing
record ChangeRow(int format, String kind, @Nullable UUID organization, String payload) {
    private static final int FORMAT = 1;

    static ChangeRow of(Change change) {
        return switch (change) {
            case Change.CatalogueChanged(UUID organization) -> new ChangeRow(FORMAT, "catalogue", organization, "");
            case Change.KeyChanged(UUID organization, KeyDigest digest) ->
                new ChangeRow(FORMAT, "key", organization, digest.hex());
            case Change.TokenChanged(UUID organization, KeyDigest digest) ->
                new ChangeRow(FORMAT, "token", organization, digest.hex());
            case Change.OwnerChanged(UUID organization, Owner owner, boolean active) ->
                new ChangeRow(
                        FORMAT,
                        kind(owner) + (active ? "-active" : "-inactive"),
                        organization,
                        owner.id().toString());
            case Change.OrganizationDeleted(UUID organization) ->
                new ChangeRow(FORMAT, "organization-deleted", organization, "");
            case Change.Noted() -> new ChangeRow(FORMAT, "noted", null, "");
            case Change.Unknown() -> throw new IllegalArgumentException("only what is known is written");
        };
    }

    Change change() {
        if (format != FORMAT) {
            return new Change.Unknown();
        }
        if (kind.equals("noted")) {
            return new Change.Noted();
        }
        return organization == null ? new Change.Unknown() : change(organization);
    }

    private Change change(UUID in) {
        return switch (kind) {
            case "catalogue" -> new Change.CatalogueChanged(in);
            case "key" -> new Change.KeyChanged(in, KeyDigest.fromHex(payload));
            case "token" -> new Change.TokenChanged(in, KeyDigest.fromHex(payload));
            case "developer-active" -> new Change.OwnerChanged(in, new Owner.Developer(id()), true);
            case "developer-inactive" -> new Change.OwnerChanged(in, new Owner.Developer(id()), false);
            case "group-active" -> new Change.OwnerChanged(in, new Owner.Group(id()), true);
            case "group-inactive" -> new Change.OwnerChanged(in, new Owner.Group(id()), false);
            case "organization-deleted" -> new Change.OrganizationDeleted(in);
            default -> new Change.Unknown();
        };
    }

    private UUID id() {
        return UUID.fromString(payload);
    }

    private static String kind(Owner owner) {
        return switch (owner) {
            case Owner.Developer _ -> "developer";
            case Owner.Group _ -> "group";
        };
    }
}
