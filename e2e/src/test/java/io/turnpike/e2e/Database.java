package io.turnpike.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// A real PostgreSQL server that can be stopped and started again on the same port and files.
final class Database implements AutoCloseable {
    private final Path files;
    private EmbeddedPostgres server;

    private Database(Path files) throws IOException {
        this.files = files;
        this.server = builder().start();
    }

    static Database start(Path files) throws IOException {
        return new Database(files);
    }

    /// Makes a database.
    ///
    /// @return its JDBC URL
    String create(String name) throws SQLException {
        run("create database " + name);
        return server.getJdbcUrl("postgres", name);
    }

    /// Ends all connections to a database, as a broken network would.
    void dropConnections(String name) throws SQLException {
        run("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    void stop() throws IOException {
        server.close();
    }

    void startAgain() throws IOException {
        server = builder().setPort(server.getPort()).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(files)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(1));
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
