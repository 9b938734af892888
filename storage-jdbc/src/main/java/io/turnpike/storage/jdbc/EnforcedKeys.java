package io.turnpike.storage.jdbc;

import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.EnforcedKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Keys as the gateway needs them. There may be millions: the tables are read in the order in which they lie, few
/// columns cross over from the database (each costs as much as finding the row), and only inactive owners are held in
/// memory.
record EnforcedKeys(Transaction transaction) {
    /// The first column is all ids behind each other, in the order of `KeyIds`.
    private static final String KEYS = """
            select c.id || c.app || c.organization || c.digest || coalesce(a.developer, a.app_group)
                       || coalesce(g.product, ''),
                   c.expires_at, c.status, a.status, g.status, a.name, a.developer is null
            from credentials c
            join apps a on a.id = c.app
            left join grants g on g.app = c.app and g.credential = c.number
            """;

    Optional<EnforcedKey> find(UUID organization, KeyDigest digest) {
        List<EnforcedKey> found = new ArrayList<>(1);
        transaction
                .query(KEYS + " where c.organization = :organization and c.digest = :digest order by g.position")
                .bind("organization", organization)
                .bind("digest", digest)
                .scanResultSet((rows, _) -> forEach(rows.get(), this::isActive, found::add));
        return found.stream().findFirst();
    }

    void forEach(Consumer<EnforcedKey> consumer) {
        Set<Owner> inactive = inactiveOwners();
        transaction
                .query(KEYS + " order by c.app, c.number, g.position")
                .setFetchSize(Transaction.FETCHED_AT_ONCE)
                .scanResultSet((rows, _) -> forEach(rows.get(), owner -> !inactive.contains(owner), consumer));
    }

    /// @param rows those of one key behind each other, one for each grant
    /// @return how many keys there were
    private static int forEach(ResultSet rows, Predicate<Owner> isActive, Consumer<EnforcedKey> consumer)
            throws SQLException {
        int keys = 0;
        KeyIds next = nextIds(rows);
        while (next != null) {
            KeyIds ids = next;
            Function<List<Grant>, EnforcedKey> key = key(rows, ids, isActive);
            List<Grant> grants = new ArrayList<>(1);
            do {
                addGrant(rows, next, grants);
                next = nextIds(rows);
            } while (next != null && next.credential().equals(ids.credential()));
            consumer.accept(key.apply(List.copyOf(grants)));
            keys++;
        }
        return keys;
    }

    private static @Nullable KeyIds nextIds(ResultSet rows) throws SQLException {
        return rows.next() ? new KeyIds(rows.getBytes(1)) : null;
    }

    private static Function<List<Grant>, EnforcedKey> key(ResultSet row, KeyIds ids, Predicate<Owner> isActive)
            throws SQLException {
        long expiresAt = row.getLong(2);
        Status status = Status.valueOf(row.getString(3));
        Status appStatus = Status.valueOf(row.getString(4));
        String appName = row.getString(6);
        Owner owner = row.getBoolean(7) ? new Owner.Group(ids.owner()) : new Owner.Developer(ids.owner());
        return grants -> new EnforcedKey(
                ids.organization(),
                ids.digest(),
                ids.credential(),
                status,
                expiresAt,
                ids.app(),
                appName,
                appStatus,
                owner,
                isActive.test(owner),
                grants);
    }

    private static void addGrant(ResultSet row, KeyIds ids, List<Grant> grants) throws SQLException {
        if (ids.hasProduct()) {
            grants.add(new Grant(ids.product(), Status.valueOf(row.getString(5))));
        }
    }

    private boolean isActive(Owner owner) {
        String table = switch (owner) {
            case Owner.Developer _ -> "developers";
            case Owner.Group _ -> "app_groups";
        };
        return transaction
                .query("select active from " + table + " where id = :id")
                .bind("id", owner.id())
                .mapTo(Boolean.class)
                .one();
    }

    private Set<Owner> inactiveOwners() {
        Set<Owner> inactive = new HashSet<>();
        transaction
                .query("select id from developers where not active")
                .map((row, _) -> new Owner.Developer(Columns.uuid(row, "id")))
                .forEach(inactive::add);
        transaction
                .query("select id from app_groups where not active")
                .map((row, _) -> new Owner.Group(Columns.uuid(row, "id")))
                .forEach(inactive::add);
        return inactive;
    }

    /// @param bytes 16 for each; those of the product are missing where the key has no grant
    private record KeyIds(byte[] bytes) {
        private static final int LENGTH = 16;

        UUID credential() {
            return Columns.uuid(bytes, 0);
        }

        UUID app() {
            return Columns.uuid(bytes, LENGTH);
        }

        UUID organization() {
            return Columns.uuid(bytes, 2 * LENGTH);
        }

        KeyDigest digest() {
            return Columns.digest(bytes, 3 * LENGTH);
        }

        UUID owner() {
            return Columns.uuid(bytes, 4 * LENGTH);
        }

        boolean hasProduct() {
            return bytes.length > 5 * LENGTH;
        }

        UUID product() {
            return Columns.uuid(bytes, 5 * LENGTH);
        }
    }
}
