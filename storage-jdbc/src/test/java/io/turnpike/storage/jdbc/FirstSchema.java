package io.turnpike.storage.jdbc;

import io.turnpike.storage.Samples;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/// A database with the tables of the first version, to be upgraded.
final class FirstSchema {
    private FirstSchema() {}

    /// @param name `sqlite` or `postgresql`
    /// @param folder of the file, for SQLite
    static StorageConfig filled(String name, Path folder, Content content) throws SQLException {
        StorageConfig config = PatientConfig.of(
                name.equals("sqlite")
                        ? "jdbc:sqlite:" + folder.resolve("turnpike.db")
                        : PostgresServer.newEmptyDatabase());
        Database database = Database.of(config);
        Map<String, String> placeholders = new HashMap<>(database.placeholders());
        placeholders.put("epoch", "1");
        Flyway.configure()
                .dataSource(database.source())
                .table("schema_history")
                .target("1")
                .placeholders(placeholders)
                .load()
                .migrate();
        try (Connection connection = database.source().getConnection()) {
            connection.setAutoCommit(false);
            content.fill(connection);
            connection.commit();
        }
        return config;
    }

    /// The columns of a row that ends with its provenance.
    static List<Object> made(Object... columns) {
        List<Object> all = new ArrayList<>(List.of(columns));
        long at = Samples.NOW.toEpochMilli();
        Collections.addAll(all, at, "ada", at, "ada");
        return all;
    }

    static void insert(Connection connection, String table, List<Object> row) throws SQLException {
        String marks = String.join(",", Collections.nCopies(row.size(), "?"));
        try (PreparedStatement statement =
                connection.prepareStatement("insert into " + table + " values (" + marks + ")")) {
            for (int i = 0; i < row.size(); i++) {
                statement.setObject(i + 1, row.get(i));
            }
            statement.executeUpdate();
        }
    }

    static byte[] bytes(UUID id) {
        return Columns.bytes(id);
    }

    interface Content {
        void fill(Connection connection) throws SQLException;
    }
}
