package io.turnpike.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.turnpike.storage.StorageUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageConfigTest {
    @Test
    void neverShowsAPassword() {
        StorageConfig config = new StorageConfig("jdbc:postgresql://db/turnpike?password=hunter2");

        assertThat(config.toString()).doesNotContain("hunter");
    }

    @Test
    void refusesADatabaseThatItDoesNotKnow() {
        assertThatExceptionOfType(UnusableDatabase.class)
                .isThrownBy(() -> open("jdbc:h2:mem:x"))
                .withMessageContaining("jdbc:sqlite:")
                .withMessageContaining("jdbc:postgresql:");
    }

    @Test
    void saysThatAServerDoesNotAnswer() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThatExceptionOfType(StorageUnavailable.class)
                .isThrownBy(() -> open("jdbc:postgresql://127.0.0.1:" + port + "/turnpike"));
    }

    @Test
    void saysThatAFileCannotBeMade(@TempDir Path folder) {
        assertThatExceptionOfType(StorageUnavailable.class)
                .isThrownBy(() -> open("jdbc:sqlite:" + folder.resolve("missing/turnpike.db")));
    }

    private static void open(String url) {
        JdbcStorage.open(new StorageConfig(url), Clock.systemUTC()).close();
    }
}
