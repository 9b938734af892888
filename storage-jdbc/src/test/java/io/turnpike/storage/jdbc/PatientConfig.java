package io.turnpike.storage.jdbc;

import java.time.Duration;

/// Settings of tests: a machine on which a connection takes its time is no database that is down.
final class PatientConfig {
    private PatientConfig() {}

    static StorageConfig of(String url) {
        return new StorageConfig(url, 8, Duration.ofSeconds(30));
    }
}
