package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.server.settings.Settings;
import io.turnpike.storage.jdbc.UnusableDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("usage verify")
class VerifyTest {
    @TempDir
    Path folder;

    private NodeConfig config;

    @BeforeEach
    void configure() {
        config = NodeConfig.from(Settings.ofFlags(Map.of(
                "gateway.address",
                "127.0.0.1",
                "gateway.port",
                "0",
                "management.port",
                "0",
                "data.dir",
                folder.resolve("data").toString())));
    }

    @Test
    void findsNothingBesideARunningNodeAndBehindAStoppedOne() throws Exception {
        try (Node node = Node.start(config, _ -> {})) {
            call(node);
            assertThat(verify()).isTrue();
        }
        assertThat(verify()).isTrue();
    }

    @Test
    void findsADamagedSegment() throws Exception {
        try (Node node = Node.start(config, _ -> {})) {
            call(node);
        }
        Node.start(config, _ -> {}).close();
        Path first = firstSegment();
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length - 1] ^= 1;
        Files.write(first, bytes);

        assertThat(verify()).isFalse();
    }

    @Test
    void needsADataFolderAndLeavesNothingBehindWithoutOne() {
        assertThatThrownBy(this::verify)
                .isInstanceOf(CannotStart.class)
                .hasMessage("there is no usage log in " + folder.resolve("data"));
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void refusesTablesOfAnotherRelease() throws IOException {
        Node.start(config, _ -> {}).close();
        Files.delete(folder.resolve("data/turnpike.db"));

        assertThatThrownBy(this::verify)
                .isInstanceOf(UnusableDatabase.class)
                .hasMessageStartingWith("the database has schema version 0, ");
    }

    private boolean verify() throws IOException {
        return new Verify(config, Clock.systemUTC()).run();
    }

    private Path firstSegment() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data/usage"))) {
            return files.filter(file -> file.toString().endsWith(".usage"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void call(Node node) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(node.gatewayUrl() + "/nowhere"))
                            .build(),
                    BodyHandlers.discarding());
        }
    }
}
