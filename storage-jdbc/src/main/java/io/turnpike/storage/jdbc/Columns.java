package io.turnpike.storage.jdbc;

import io.turnpike.model.OAuthClient;
import io.turnpike.model.Owner;
import io.turnpike.model.Provenance;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How values of the domain lie in columns, read.
final class Columns {
    private Columns() {}

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return uuid(row.getBytes(column));
    }

    static UUID uuid(byte[] bytes) {
        return uuid(bytes, 0);
    }

    /// @param at where the id starts among others
    static UUID uuid(byte[] bytes, int at) {
        return new UUID(half(bytes, at), half(bytes, at + Long.BYTES));
    }

    static byte[] bytes(UUID id) {
        return bytes(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    static KeyDigest digest(byte[] bytes) {
        return digest(bytes, 0);
    }

    static KeyDigest digest(byte[] bytes, int at) {
        return new KeyDigest(half(bytes, at), half(bytes, at + Long.BYTES));
    }

    static byte[] bytes(KeyDigest digest) {
        return bytes(digest.high(), digest.low());
    }

    /// The column of apps that holds an owner's id; the other one holds null.
    static String of(Owner owner) {
        return switch (owner) {
            case Owner.Developer _ -> "developer";
            case Owner.Group _ -> "app_group";
        };
    }

    /// @param developer id, or null where a group owns the app
    /// @param group id, or null where a developer owns it
    static Owner owner(byte @Nullable [] developer, byte @Nullable [] group) {
        return developer == null
                ? new Owner.Group(uuid(Objects.requireNonNull(group)))
                : new Owner.Developer(uuid(developer));
    }

    static OAuthClient client(ResultSet row) throws SQLException {
        return new OAuthClient(
                uuid(row, "organization"),
                uuid(row, "environment"),
                digest(row.getBytes("client")),
                uuid(row, "credential"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static Status status(ResultSet row) throws SQLException {
        return Status.valueOf(row.getString("status"));
    }

    static Provenance provenance(ResultSet row) throws SQLException {
        return new Provenance(
                instant(row, "created_at"),
                row.getString("created_by"),
                instant(row, "modified_at"),
                row.getString("modified_by"));
    }

    private static long half(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getLong(at);
    }

    private static byte[] bytes(long high, long low) {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }
}
