package io.turnpike.storage.jdbc;

import io.turnpike.storage.Storage;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A new database of one server for each test.
abstract class FreshPostgres {
    private Storage storage;

    @BeforeEach
    void open() {
        storage = JdbcStorage.open(PatientConfig.of(PostgresServer.newDatabase()), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        storage.close();
    }

    public Storage storage() {
        return storage;
    }
}
