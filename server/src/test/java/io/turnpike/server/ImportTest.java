package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.server.settings.Settings;
import io.turnpike.server.settings.WrongSetting;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private static final String APP = """
            {"developer":{"email":"ada@example.com","firstName":"Ada","lastName":"Lee"},"name":"site",
            """.strip() + """
            "credentials":[{"consumerKey":"key-1","consumerSecret":"secret-1"}]}
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("apps.ndjson"), APP);
    }

    @Test
    void tellsWhetherEveryLineWasTaken() throws Exception {
        try (Node node = Node.start(config(0, Map.of("admin.password", "a-long-password")), _ -> {})) {
            int port = URI.create(node.managementUrl()).getPort();
            Import withPassword = new Import(config(port, Map.of("admin.password", "a-long-password")));

            assertThat(withPassword.run(file.toString())).isTrue();
            assertThat(withPassword.run(file.toString())).as("again").isTrue();
            Files.writeString(file, "no app");
            assertThat(withPassword.run(file.toString())).isFalse();
            assertThat(new Import(config(port, Map.of("admin.token", "another"))).run(file.toString()))
                    .isFalse();
        }
    }

    @Test
    void needsCredentialsAFileAndANode() {
        Map<String, String> token = Map.of("admin.token", "token");

        assertThatThrownBy(() -> new Import(config(1, Map.of())).run(file.toString()))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("admin.token");
        assertThatThrownBy(() ->
                        new Import(config(1, token)).run(folder.resolve("none").toString()))
                .isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> new Import(config(1, token)).run(file.toString()))
                .isInstanceOf(ConnectException.class);
    }

    private NodeConfig config(int port, Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "gateway.address",
                "127.0.0.1",
                "gateway.port",
                "0",
                "management.port",
                Integer.toString(port),
                "data.dir",
                folder.resolve("data").toString()));
        settings.putAll(changes);
        return NodeConfig.from(Settings.ofFlags(settings));
    }
}
