package io.turnpike.storage.jdbc;

import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.EnforcedKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Keys as the gateway needs them. There may be millions: the tables are read in the order in which they lie,
/// their columns by number, and only inactive owners are held in memory.
record EnforcedKeys(Transaction transaction) {
    private static final int FETCHED_AT_ONCE = 2_000;

    private static final String KEYS = """
            select c.app, c.number, c.organization, c.digest, c.id, c.status, c.expires_at, a.name, a.status, a.developer,
                   a.app_group, g.product, g.status, g.position
            from credentials c
            join apps a on a.id = c.app
            left join grants g on g.app = c.app and g.credential = c.number
            """;

    Optional<EnforcedKey> find(UUID organization, KeyDigest digest) {
        List<EnforcedKey> found = new ArrayList<>(1);
        transaction
                .query(KEYS + " where c.organization = :organization and c.digest = :digest")
                .bind("organization", organization)
                .bind("digest", digest)
                .scanResultSet((rows, _) -> forEach(rows.get(), this::isActive, found::add));
        return found.stream().findFirst();
    }

    void forEach(Consumer<EnforcedKey> consumer) {
        Set<Owner> inactive = inactiveOwners();
        transaction
                .query(KEYS + " order by c.app, c.number")
                .setFetchSize(FETCHED_AT_ONCE)
                .scanResultSet((rows, _) -> forEach(rows.get(), owner -> !inactive.contains(owner), consumer));
    }

    /// @param rows those of one key behind each other
    /// @return how many keys there were
    private static int forEach(ResultSet rows, Predicate<Owner> isActive, Consumer<EnforcedKey> consumer)
            throws SQLException {
        int keys = 0;
        byte[] next = nextApp(rows);
        while (next != null) {
            byte[] app = next;
            int number = rows.getInt(2);
            Function<List<Grant>, EnforcedKey> key = key(rows, app, isActive);
            SortedMap<Integer, Grant> grants = new TreeMap<>();
            do {
                addGrant(rows, grants);
                next = nextApp(rows);
            } while (next != null && rows.getInt(2) == number && Arrays.equals(next, app));
            consumer.accept(key.apply(List.copyOf(grants.values())));
            keys++;
        }
        return keys;
    }

    private static byte @Nullable [] nextApp(ResultSet rows) throws SQLException {
        return rows.next() ? rows.getBytes(1) : null;
    }

    private static Function<List<Grant>, EnforcedKey> key(ResultSet row, byte[] app, Predicate<Owner> isActive)
            throws SQLException {
        UUID organization = Columns.uuid(row.getBytes(3));
        KeyDigest digest = Columns.digest(row.getBytes(4));
        UUID id = Columns.uuid(row.getBytes(5));
        Status status = Status.valueOf(row.getString(6));
        long expiresAt = row.getLong(7);
        String appName = row.getString(8);
        Status appStatus = Status.valueOf(row.getString(9));
        Owner owner = Columns.owner(row.getBytes(10), row.getBytes(11));
        return grants -> new EnforcedKey(
                organization,
                digest,
                id,
                status,
                expiresAt,
                Columns.uuid(app),
                appName,
                appStatus,
                owner,
                isActive.test(owner),
                grants);
    }

    private static void addGrant(ResultSet row, SortedMap<Integer, Grant> byPosition) throws SQLException {
        byte @Nullable [] product = row.getBytes(12);
        if (product != null) {
            byPosition.put(row.getInt(14), new Grant(Columns.uuid(product), Status.valueOf(row.getString(13))));
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
}
