package io.turnpike.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.turnpike.storage.RecordingCaller;
import io.turnpike.storage.Samples;
import io.turnpike.storage.Storage;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    @TempDir
    Path folder;

    @Test
    void knowsTheNumberOfTheNewestMigration() {
        for (String database : List.of("sqlite", "postgresql")) {
            List<Integer> numbers = Stream.of("migration", database)
                    .flatMap(SchemaTest::files)
                    .map(SchemaTest::number)
                    .toList();

            assertThat(numbers)
                    .as(database)
                    .doesNotHaveDuplicates()
                    .contains(Schema.VERSION)
                    .allSatisfy(number -> assertThat(number).isLessThanOrEqualTo(Schema.VERSION));
        }
    }

    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"sqlite", "postgresql"})
    void refusesTheTablesOfANewerRelease(String database) throws SQLException {
        String url = url(database);
        open(url).close();
        execute(
                url,
                "insert into schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) values (99, '99', 'later', 'SQL', 'V99__later.sql', 'it', 1, true)");

        assertThatExceptionOfType(UnusableDatabase.class)
                .isThrownBy(() -> open(url))
                .withMessageContaining("version 99")
                .withMessageContaining("up to " + Schema.VERSION);
    }

    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"sqlite", "postgresql"})
    void keepsDataAndEpochWhenOpenedAgain(String database) {
        String url = url(database);
        long epoch;
        try (Storage storage = open(url)) {
            epoch = storage.changes().epoch();
            storage.write(RecordingCaller.anyone(), work -> work.organizations().insert(Samples.organization("acme")));
        }

        try (Storage storage = open(url)) {
            assertThat(storage.changes().epoch()).isEqualTo(epoch).isNotZero();
            assertThat(storage.changes().last()).isEqualTo(1);
            List<?> organizations = storage.read(work -> work.organizations().list());
            assertThat(organizations).hasSize(1);
        }
    }

    private static int number(File migration) {
        String name = migration.getName();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static Stream<File> files(String folder) {
        try {
            return Stream.of(
                    Path.of(SchemaTest.class.getResource("/db/" + folder).toURI())
                            .toFile()
                            .listFiles());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("an organization and an environment can go: whatever refers to them goes along, or is deleted before")
    void leavesNothingThatHoldsAnOrganizationBack() throws SQLException {
        String url = url("sqlite");
        open(url).close();

        assertThat(references(url, "organizations")).containsExactlyInAnyOrderElementsOf(JdbcOrganizationStore.OWNED);
        assertThat(references(url, "environments")).containsExactly("deployments");
    }

    /// Tables whose rows refer to one of another table, and do not go with it.
    private static List<String> references(String url, String to) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select distinct t.name from sqlite_master t join pragma_foreign_key_list(t.name) k
                        where t.type = 'table' and k."table" = '%s' and k.on_delete <> 'CASCADE'
                        """.formatted(to))) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private String url(String database) {
        return database.equals("sqlite")
                ? "jdbc:sqlite:" + folder.resolve("turnpike.db")
                : PostgresServer.newEmptyDatabase();
    }

    private static Storage open(String url) {
        return JdbcStorage.open(PatientConfig.of(url), Clock.systemUTC());
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
