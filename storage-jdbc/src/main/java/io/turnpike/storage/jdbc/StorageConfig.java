package io.turnpike.storage.jdbc;

import java.time.Duration;

/// Where the management database is.
///
/// @param url `jdbc:sqlite:FILE` or `jdbc:postgresql://HOST/DATABASE`
/// @param user empty where the URL names one, or none is needed
/// @param password empty where the URL holds one, or none is needed
/// @param connections most connections for writing, and as many again for reading; SQLite writes through one
/// @param patience longest wait for a connection, then `StorageUnavailable`
public record StorageConfig(String url, String user, String password, int connections, Duration patience) {
    public StorageConfig(String url) {
        this(url, "", "", 8, Duration.ofSeconds(3));
    }

    /// Without password and URL, which may hold one too.
    @Override
    public String toString() {
        return "StorageConfig[" + user + ", " + connections + ", " + patience + "]";
    }
}
