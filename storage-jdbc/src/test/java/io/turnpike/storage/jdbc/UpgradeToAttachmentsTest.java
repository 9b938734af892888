package io.turnpike.storage.jdbc;

import static io.turnpike.storage.jdbc.FirstSchema.bytes;
import static io.turnpike.storage.jdbc.FirstSchema.insert;
import static io.turnpike.storage.jdbc.FirstSchema.made;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Attachment;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Organization;
import io.turnpike.storage.RecordingCaller;
import io.turnpike.storage.Samples;
import io.turnpike.storage.Storage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fourth migration makes rows of the list of environments that a group held as a document (extensions 7).
class UpgradeToAttachmentsTest {
    private static final UUID ACME = new UUID(1, 0);
    private static final UUID TEST = UUID.fromString("fedcba98-7654-4321-8fed-cba987654321");
    private static final UUID PROD = UUID.fromString("00000000-0000-4000-8000-00000000000f");
    private static final UUID OPEN = new UUID(1, 3);
    private static final UUID BARE = new UUID(1, 4);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"sqlite", "postgresql"})
    void attachesInTheOrderOfThen(String database) throws SQLException {
        StorageConfig config = FirstSchema.filled(database, folder, UpgradeToAttachmentsTest::fill);

        try (Storage storage = JdbcStorage.open(config, Clock.systemUTC())) {
            EnvironmentGroup open =
                    storage.read(work -> work.environmentGroups().require(ACME, "open"));
            EnvironmentGroup bare =
                    storage.read(work -> work.environmentGroups().require(ACME, "bare"));

            assertThat(open.environments()).containsExactly(TEST, PROD);
            assertThat(open.attachments()).extracting(Attachment::createdAt).containsOnly(Samples.NOW);
            assertThat(open.attachments()).extracting(Attachment::id).doesNotHaveDuplicates();
            assertThat(open.displayName()).isEmpty();
            assertThat(bare.attachments()).isEmpty();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"sqlite", "postgresql"})
    void readsWhatHadNoDetails(String database) throws SQLException {
        StorageConfig config = FirstSchema.filled(database, folder, UpgradeToAttachmentsTest::fill);

        try (Storage storage = JdbcStorage.open(config, Clock.systemUTC())) {
            Organization acme = storage.read(work -> work.organizations().require("acme"));
            Environment test = storage.read(work -> work.environments().require(ACME, "test"));

            assertThat(acme.details()).isEqualTo(Organization.Details.NONE);
            assertThat(test.details()).isEqualTo(Environment.Details.NONE);
        }
    }

    /// A node of the release before goes on reading the list while nodes are upgraded one by one.
    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"sqlite", "postgresql"})
    void goesOnWritingTheListForTheReleaseBefore(String database) throws SQLException {
        StorageConfig config = FirstSchema.filled(database, folder, UpgradeToAttachmentsTest::fill);

        try (Storage storage = JdbcStorage.open(config, Clock.systemUTC())) {
            storage.write(RecordingCaller.anyone(), work -> {
                EnvironmentGroup open = work.environmentGroups().require(ACME, "open");
                return work.environmentGroups()
                        .update(open.without(open.attachments().getFirst(), Samples.NOW, "bob"));
            });
        }

        try (Connection connection = Database.of(config).source().getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select environments from environment_groups where name = 'open'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("[\"" + PROD + "\"]");
        }
    }

    /// Two environments, of which the later one in the order of ids and names stands first in the group `open`.
    private static void fill(Connection connection) throws SQLException {
        insert(connection, "organizations", made(bytes(ACME), 1, "acme", "", "{}"));
        insert(connection, "environments", made(bytes(TEST), bytes(ACME), 1, "test", "", "", "{}"));
        insert(connection, "environments", made(bytes(PROD), bytes(ACME), 1, "prod", "", "", "{}"));
        String listed = Documents.write(List.of(TEST, PROD));
        insert(connection, "environment_groups", made(bytes(OPEN), bytes(ACME), 1, "open", listed));
        insert(connection, "environment_groups", made(bytes(BARE), bytes(ACME), 1, "bare", "[]"));
    }
}
