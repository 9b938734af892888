package io.turnpike.storage.jdbc;

import static io.turnpike.storage.jdbc.FirstSchema.bytes;
import static io.turnpike.storage.jdbc.FirstSchema.insert;
import static io.turnpike.storage.jdbc.FirstSchema.made;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.App;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.Change;
import io.turnpike.storage.ChangeFeed;
import io.turnpike.storage.EnforcedKey;
import io.turnpike.storage.Page;
import io.turnpike.storage.RecordingCaller;
import io.turnpike.storage.Samples;
import io.turnpike.storage.Storage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The second migration makes the table of apps anew, with all that refers to it (extensions 7).
class UpgradeToGroupsTest {
    private static final UUID ACME = new UUID(1, 0);
    private static final UUID GOLD = new UUID(1, 1);
    private static final Owner.Developer ADA = new Owner.Developer(new UUID(1, 2));
    private static final Owner.Developer BOB = new Owner.Developer(new UUID(1, 3));

    @TempDir
    Path folder;

    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"sqlite", "postgresql"})
    void keepsAppsKeysAndGrants(String database) throws SQLException {
        StorageConfig config = firstVersion(database);

        try (Storage storage = JdbcStorage.open(config, Clock.systemUTC())) {
            List<EnforcedKey> keys = new ArrayList<>();
            storage.read(work -> {
                work.credentials().forEachEnforced(keys::add);
                return keys;
            });
            assertThat(keys).hasSize(20).allMatch(key -> key.grants().size() == 1);
            assertThat(keys)
                    .filteredOn(key -> key.owner().equals(ADA))
                    .hasSize(10)
                    .allMatch(EnforcedKey::ownerActive);
            assertThat(keys)
                    .filteredOn(key -> key.owner().equals(BOB))
                    .hasSize(10)
                    .noneMatch(EnforcedKey::ownerActive);
            List<App> apps = storage.read(work -> work.apps().list(ADA, Page.ALL));
            assertThat(apps).hasSize(10);
            assertThat(apps.getFirst())
                    .isEqualTo(new App(
                            new UUID(3, 0),
                            ACME,
                            ADA,
                            7,
                            "app0",
                            Status.APPROVED,
                            Samples.app(Samples.developer(Samples.organization("acme"), "a@b"), "x")
                                    .details(),
                            Samples.MADE));
        }
    }

    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"sqlite", "postgresql"})
    void deletesStillReachWhatRefersToAnApp(String database) throws SQLException {
        StorageConfig config = firstVersion(database);

        try (Storage storage = JdbcStorage.open(config, Clock.systemUTC())) {
            storage.write(RecordingCaller.anyone(), work -> {
                work.developers().delete(work.developers().requireById(ADA.id()));
                work.apps().delete(work.apps().find(BOB, "app1").orElseThrow());
                return ADA;
            });
        }

        try (Connection connection = Database.of(config).source().getConnection()) {
            assertThat(count(connection, "apps")).isEqualTo(9);
            assertThat(count(connection, "credentials")).isEqualTo(9);
            assertThat(count(connection, "grants")).isEqualTo(9);
        }
    }

    /// A node that was stopped before it had seen all changes goes on where it stood.
    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"sqlite", "postgresql"})
    void understandsTheChangesOfThen(String database) throws SQLException {
        StorageConfig config = firstVersion(database);

        try (Storage storage = JdbcStorage.open(config, Clock.systemUTC())) {
            assertThat(storage.changes().after(0, 10))
                    .containsExactly(new ChangeFeed.Entry(1, new Change.OwnerChanged(ACME, BOB, false)));
        }
    }

    private StorageConfig firstVersion(String name) throws SQLException {
        return FirstSchema.filled(name, folder, UpgradeToGroupsTest::fill);
    }

    /// Ada, active, and Bob, inactive, with ten apps each, each with one key that holds one product.
    private static void fill(Connection connection) throws SQLException {
        insert(connection, "organizations", made(bytes(ACME), 1, "acme", "", "{}"));
        insert(
                connection,
                "products",
                made(bytes(GOLD), bytes(ACME), 1, "gold", Documents.write(Samples.terms("gold"))));
        insert(connection, "developers", developer(ADA, "ada@example.com", true));
        insert(connection, "developers", developer(BOB, "bob@example.com", false));
        String details = Documents.write(Samples.app(Samples.developer(Samples.organization("acme"), "a@b"), "x")
                .details());
        for (int i = 0; i < 20; i++) {
            Owner owner = i % 2 == 0 ? ADA : BOB;
            byte[] app = bytes(new UUID(3, i));
            insert(connection, "apps", made(app, bytes(ACME), bytes(owner.id()), 7, "app" + i, "APPROVED", details));
            byte[] digest = Columns.bytes(new KeyDigest(i, i));
            byte[] sealed = {1, 2};
            Object[] key = {
                app,
                1,
                bytes(new UUID(4, i)),
                bytes(ACME),
                digest,
                "m",
                sealed,
                "m",
                sealed,
                "m",
                "APPROVED",
                1,
                2,
                "[]",
                "[]"
            };
            insert(connection, "credentials", List.of(key));
            insert(connection, "grants", List.of(app, 1, 0, bytes(GOLD), "APPROVED"));
        }
        insert(
                connection,
                "change_log",
                List.of(1, 1, "developer-inactive", bytes(ACME), BOB.id().toString(), 1));
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update installation set revision = 1");
        }
    }

    private static List<Object> developer(Owner developer, String email, boolean active) {
        String profile = Documents.write(
                Samples.developer(Samples.organization("acme"), email).profile());
        return made(bytes(developer.id()), bytes(ACME), 1, email, active, profile);
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
