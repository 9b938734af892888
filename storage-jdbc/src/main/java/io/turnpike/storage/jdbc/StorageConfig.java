package io.turnpike.storage.jdbc;

import java.time.Duration;

/// Where the management database is.
///
/// @param url `jdbc:sqlite:FILE` or `jdbc:postgresql://HOST/DATABASE`
/// @param connections most connections for writing, and as many again for reading; SQLite writes through one
/// @param patience longest wait for a connection, then `StorageUnavailable`
public record StorageConfig(String url, int connections, Duration patience) {
    /// A server that does not answer for some seconds is down; the writer of a file is late where the machine is busy.
    public StorageConfig(String url) {
        this(url, 8, Duration.ofSeconds(url.startsWith("jdbc:sqlite:") ? 15 : 3));
    }

    /// Without the URL, which may hold a password.
    @Override
    public String toString() {
        return "StorageConfig[" + connections + ", " + patience + "]";
    }
}
