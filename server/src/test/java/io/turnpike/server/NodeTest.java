package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.server.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {
    @TempDir
    Path folder;

    private final List<String> passwords = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "management"})
    void refusesAPortThatAnotherProcessHasAndLeavesNothingBehind(String listener) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            assertThatThrownBy(() -> start(Map.of(listener + ".port", port)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContainingAll("127.0.0.1:" + port, listener + ".port");
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "management"})
    void refusesAnAddressThatIsNotOfThisMachine(String listener) {
        assertThatThrownBy(() -> start(Map.of(listener + ".address", "nowhere.invalid")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContainingAll("nowhere.invalid", listener + ".address");
    }

    @Test
    void refusesACertificateThatCannotBeUsedAndLeavesNothingBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("main.crt"), "no certificate");

        assertThatThrownBy(() -> start(Map.of(
                        "gateway.tls.port", "0",
                        "gateway.tls.certificate", file.toString(),
                        "gateway.tls.key", folder.resolve("main.key").toString())))
                .isInstanceOf(CannotStart.class)
                .hasMessage(file + " holds no certificate in PEM");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void tellsTheStoredPasswordAlsoWhereTheStartFailsLater() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("usage"), "where a folder should be");

        assertThatThrownBy(() -> start(Map.of())).isInstanceOf(IOException.class);
        assertThat(passwords).hasSize(1);
    }

    @Test
    void refusesADatabaseWhoseKeysStandUnderAnotherMasterKey() throws Exception {
        try (Node node = open(Map.of())) {
            post(node, "/developers", """
                    {"email":"ann@example.org","firstName":"Ann","lastName":"Lee","userName":"ann"}""");
            post(node, "/developers/ann@example.org/apps", "{\"name\":\"site\"}");
        }
        Files.writeString(folder.resolve("data/master.key"), "ab".repeat(32));

        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("the database holds secrets under master key ");
    }

    @Test
    void refusesADatabaseWhoseValuesStandUnderAnotherMasterKey() throws Exception {
        try (Node node = open(Map.of())) {
            post(node, "/keyvaluemaps", """
                    {"name":"settings","entry":[{"name":"password","value":"s3cret"}]}""");
        }
        Files.writeString(folder.resolve("data/master.key"), "ab".repeat(32));

        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("the database holds secrets under master key ");
    }

    private static void post(Node node, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(node.managementUrl() + "/v1/organizations/default" + path))
                .header("Authorization", "Bearer " + node.token())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    private void start(Map<String, String> changes) throws IOException {
        open(changes).close();
    }

    private Node open(Map<String, String> changes) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "gateway.address", "127.0.0.1",
                "gateway.port", "0",
                "management.port", "0",
                "data.dir", folder.resolve("data").toString()));
        settings.putAll(changes);
        return Node.start(NodeConfig.from(Settings.ofFlags(settings)), passwords::add);
    }
}
