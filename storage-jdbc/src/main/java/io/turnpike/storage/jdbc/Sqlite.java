package io.turnpike.storage.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/// One file in the process. There is one writer at a time, so no transaction loses a race; readers see the last
/// commit and wait for nobody.
record Sqlite(StorageConfig config) implements Database {
    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public DataSource source() {
        SQLiteConfig settings = settings();
        settings.enforceForeignKeys(true);
        return source(settings);
    }

    /// Without foreign keys, so that a table is dropped without what refers to it. A migration that drops one checks
    /// them at its end.
    ///
    /// Source: SQLite "ALTER TABLE", making other kinds of table schema changes.
    @Override
    public DataSource migrating() {
        return source(settings());
    }

    @Override
    public HikariConfig writing() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("sqlite-writing");
        pool.setDataSource(source());
        pool.setMaximumPoolSize(1);
        return pool;
    }

    @Override
    public HikariConfig reading() {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setBusyTimeout(Math.toIntExact(config.patience().toMillis()));
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("sqlite-reading");
        pool.setDataSource(source(settings));
        pool.setConnectionInitSql("pragma query_only = on");
        pool.setMaximumPoolSize(config.connections());
        return pool;
    }

    @Override
    public String lock() {
        return "";
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of(
                "text", "text",
                "bytes", "blob",
                "clustered", "without rowid",
                "random_id", "randomblob(16)",
                "listed_environments", "json_each(g.environments)",
                "key_and_value", "",
                "from_hex", "unhex",
                "as_hex", "");
    }

    /// Another process that has the file open polls.
    @Override
    public void announce(Transaction transaction) {}

    @Override
    public Listening listen(Doorbell bell) {
        return () -> {};
    }

    @Override
    public boolean isLostRace(SQLException e) {
        return false;
    }

    @Override
    public boolean isUnavailable(SQLException e) {
        return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff)) {
            case SQLITE_BUSY,
                    SQLITE_LOCKED,
                    SQLITE_READONLY,
                    SQLITE_IOERR,
                    SQLITE_CORRUPT,
                    SQLITE_FULL,
                    SQLITE_CANTOPEN,
                    SQLITE_NOTADB -> true;
            default -> false;
        };
    }

    private SQLiteConfig settings() {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
        settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        settings.setBusyTimeout(Math.toIntExact(config.patience().toMillis()));
        settings.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return settings;
    }

    /// The driver lets one thread at a time use a connection, so SQLite need not see to it for each column.
    private DataSource source(SQLiteConfig settings) {
        settings.setOpenMode(SQLiteOpenMode.NOMUTEX);
        SQLiteDataSource source = new SQLiteDataSource(settings);
        source.setUrl(config.url());
        return source;
    }
}
