package io.turnpike.storage.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A real server for the tests of this JVM, started with the first that needs it.
final class PostgresServer {
    private static final String TEMPLATE = "turnpike_template";

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    /// @return URL of a new database with empty tables
    static String newDatabase() {
        String name = "turnpike_" + DATABASES.incrementAndGet();
        execute("create database " + name + " template " + TEMPLATE);
        return SERVER.getJdbcUrl("postgres", name);
    }

    /// @return URL of a new database without tables
    static String newEmptyDatabase() {
        String name = "empty_" + DATABASES.incrementAndGet();
        execute("create database " + name);
        return SERVER.getJdbcUrl("postgres", name);
    }

    /// @return name of the database that was made last
    static String newestDatabase() {
        return "turnpike_" + DATABASES.get();
    }

    static void execute(String sql) {
        execute(SERVER, sql);
    }

    private static void execute(EmbeddedPostgres server, String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
            execute(server, "create database " + TEMPLATE);
            StorageConfig config = PatientConfig.of(server.getJdbcUrl("postgres", TEMPLATE));
            JdbcStorage.open(config, Clock.systemUTC()).close();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
