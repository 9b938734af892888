package io.turnpike.storage.jdbc;

import io.turnpike.model.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// How the owners of apps lie in the columns `owner` and `owner_kind`.
enum OwnerKind {
    DEVELOPER,
    GROUP;

    static OwnerKind of(Owner owner) {
        return switch (owner) {
            case Owner.Developer _ -> DEVELOPER;
            case Owner.Group _ -> GROUP;
        };
    }

    static Owner owner(ResultSet row) throws SQLException {
        UUID id = Columns.uuid(row, "owner");
        return switch (valueOf(row.getString("owner_kind"))) {
            case DEVELOPER -> new Owner.Developer(id);
            case GROUP -> new Owner.Group(id);
        };
    }
}
