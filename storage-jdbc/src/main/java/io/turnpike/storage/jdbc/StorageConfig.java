package io.turnpike.storage.jdbc;

import java.time.Duration;

/// Where the management database is.
///
/// @param url `jdbc:sqlite:FILE` or `jdbc:postgresql://HOST/DATABASE`
/// @param connections most connections for writing, and as many again for reading; SQLite writes through one
/// @param patience longest wait for a connection, then `StorageUnavailable`
public record StorageConfig(String url, int connections, Duration patience) {
    public StorageConfig(String url) {
        this(url, 8, Duration.ofSeconds(3));
    }

    /// Without the URL, which may hold a password.
    @Override
    public String toString() {
        return "StorageConfig[" + connections + ", " + patience + "]";
    }
}
