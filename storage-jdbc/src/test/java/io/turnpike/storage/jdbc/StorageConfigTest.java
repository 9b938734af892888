package io.turnpike.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.turnpike.storage.StorageUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
        try (Socket bound = new Socket()) { // bound and not listening: nobody else gets the port, and it refuses
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertThatExceptionOfType(StorageUnavailable.class)
                    .isThrownBy(() -> open("jdbc:postgresql://127.0.0.1:" + bound.getLocalPort() + "/turnpike"));
        }
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
