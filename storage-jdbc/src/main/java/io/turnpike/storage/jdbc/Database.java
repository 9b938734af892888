package io.turnpike.storage.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/// What is not the same on the two databases.
sealed interface Database permits Sqlite, Postgres {
    static Database of(StorageConfig config) {
        if (config.url().startsWith("jdbc:sqlite:")) {
            return new Sqlite(config);
        }
        if (config.url().startsWith("jdbc:postgresql:")) {
            return new Postgres(config);
        }
        throw new UnusableDatabase("storage.url must start with jdbc:sqlite: or jdbc:postgresql:");
    }

    /// Folder of the migrations that only this one runs.
    String name();

    /// Connections that are not pooled.
    DataSource source();

    /// Connections of which each may make tables anew that others refer to.
    default DataSource migrating() {
        return source();
    }

    /// Connections whose transactions see the newest rows and may lock them.
    HikariConfig writing();

    /// Connections whose transactions see one state from start to end.
    HikariConfig reading();

    /// What stands behind a `select` so that nobody else changes its rows until the transaction ends.
    String lock();

    /// Stands for the types and clauses of the migrations.
    Map<String, String> placeholders();

    /// Tells other processes of the commit that follows.
    void announce(Transaction transaction);

    /// Rings `bell` whenever another process may have committed, until closed.
    Listening listen(Doorbell bell);

    /// Whether the transaction lost against another one, and can be run once more.
    boolean isLostRace(SQLException e);

    /// Whether the database cannot be reached or used at present.
    boolean isUnavailable(SQLException e);

    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
