package io.turnpike.storage.jdbc;

import io.turnpike.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A new file for each test.
abstract class FreshSqlite {
    /// A file with empty tables; a copy of it is cheaper than to make them anew.
    private static byte[] empty;

    @TempDir
    Path folder;

    private Storage storage;

    @BeforeEach
    void open() throws IOException {
        Path file = folder.resolve("turnpike.db");
        if (empty != null) {
            Files.write(file, empty);
        }
        if (empty == null) {
            open(file).close();
            empty = Files.readAllBytes(file);
        }
        storage = open(file);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    public Storage storage() {
        return storage;
    }

    static Storage open(Path file) {
        return JdbcStorage.open(PatientConfig.of("jdbc:sqlite:" + file), Clock.systemUTC());
    }
}
