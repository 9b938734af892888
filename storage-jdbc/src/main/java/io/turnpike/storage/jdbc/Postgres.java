package io.turnpike.storage.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A server that several nodes share.
///
/// Writing transactions see what others committed before each statement, and lock the rows that they read; so
/// they act as if one ran after the other, the more so as the first row that a unit of work reads is as a rule
/// that of its organization.
record Postgres(StorageConfig config) implements Database {
    /// No lock is held or waited for longer than this, however a node that holds one hangs.
    private static final String BOUNDS =
            "set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '30s'; set statement_timeout = '120s'";

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public DataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(Math.toIntExact(config.patience().toSeconds()));
        source.setTcpKeepAlive(true);
        source.setApplicationName("turnpike");
        source.setUrl(config.url());
        return source;
    }

    @Override
    public HikariConfig writing() {
        HikariConfig pool = pool("postgres-writing");
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return pool;
    }

    @Override
    public HikariConfig reading() {
        HikariConfig pool = pool("postgres-reading");
        pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        pool.setReadOnly(true);
        return pool;
    }

    /// The lock that an update takes by itself. It leaves others the references to the row, unlike `for update`.
    @Override
    public String lock() {
        return " for no key update";
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of(
                "text", "text collate \"C\"",
                "bytes", "bytea",
                "clustered", "",
                "random_id", "uuid_send(gen_random_uuid())",
                "listed_environments", "json_array_elements_text(g.environments::json) with ordinality",
                "key_and_value", " (value, key)",
                "from_hex", "decode",
                "as_hex", ", 'hex'");
    }

    @Override
    public void announce(Transaction transaction) {
        transaction.update("notify " + Listener.CHANNEL).execute();
    }

    @Override
    public Listening listen(Doorbell bell) {
        return Listener.start(source(), bell);
    }

    /// Serialization failure and deadlock; and a constraint that held when the unit looked and did not when it
    /// wrote: looking again, the unit sees why.
    @Override
    public boolean isLostRace(SQLException e) {
        String state = state(e);
        return state.startsWith("40") || state.startsWith("23");
    }

    @Override
    public boolean isUnavailable(SQLException e) {
        String state = state(e);
        return state.startsWith("08") // connection
                || state.startsWith("53") // resources
                || state.startsWith("57") // shutdown and the like
                || state.equals("55P03") // lock_timeout
                || state.equals("25P03") // idle_in_transaction_session_timeout
                || state.equals("25006"); // a standby
    }

    private HikariConfig pool(String name) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(source());
        pool.setConnectionInitSql(BOUNDS);
        pool.setMaximumPoolSize(config.connections());
        pool.setMinimumIdle(1);
        return pool;
    }

    private static String state(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }
}
