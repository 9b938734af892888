package io.turnpike.storage.jdbc;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;

/// Brings the tables of a database to the version that this code works with.
final class Schema {
    /// Number of the newest migration: files that both databases share lie in `db/migration`, and others in `db/sqlite`
    /// and `db/postgresql` alike.
    static final int VERSION = 12;

    private static final String HISTORY = "schema_history";

    private final Database database;

    Schema(Database database) {
        this.database = database;
    }

    /// Flyway costs more than everything else at start, so it runs only when there is something to do.
    ///
    /// @throws UnusableDatabase if a newer release made the tables
    void upgrade() throws SQLException {
        int found = found();
        if (found > VERSION) {
            throw new UnusableDatabase(
                    "the database has schema version " + found + ", this release of Turnpike knows versions up to "
                            + VERSION + ": start a newer release, or restore a backup from before the upgrade");
        }
        if (found < VERSION) {
            migrate();
        }
    }

    /// @throws UnusableDatabase if another release made the tables
    void requireCurrent() throws SQLException {
        int found = found();
        if (found != VERSION) {
            throw new UnusableDatabase(
                    "the database has schema version " + found + ", this release of Turnpike works with version "
                            + VERSION + ": use the release that the node runs");
        }
    }

    private void migrate() {
        Map<String, String> placeholders = new HashMap<>(database.placeholders());
        placeholders.put("epoch", Long.toString(new SecureRandom().nextLong()));
        Flyway.configure()
                .dataSource(database.migrating())
                .locations("classpath:db/migration", "classpath:db/" + database.name())
                .table(HISTORY)
                .placeholders(placeholders)
                .load()
                .migrate();
    }

    /// 0 where there are no tables yet.
    private int found() throws SQLException {
        try (Connection connection = database.source().getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, null, HISTORY, null)) {
            return tables.next() ? newest(connection) : 0;
        }
    }

    private static int newest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select max(cast(version as integer)) from " + HISTORY + " where success")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
