package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.server.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A whole node on free ports, managed and called by real HTTP.
final class ManagedNode implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Node node;

    private ManagedNode(Node node) {
        this.node = node;
    }

    static ManagedNode start(Path folder) throws IOException {
        return start(folder, Map.of());
    }

    /// @param more settings besides its ports and its folder
    static ManagedNode start(Path folder, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "gateway.address", "127.0.0.1",
                "gateway.port", "0",
                "management.port", "0",
                "data.dir", folder.toString()));
        settings.putAll(more);
        return new ManagedNode(Node.start(NodeConfig.from(Settings.ofFlags(settings)), _ -> {}));
    }

    int gatewayPort() {
        return URI.create(node.gatewayUrl()).getPort();
    }

    /// Status and body of a GET through the gateway.
    String call(String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(node.gatewayUrl() + path)).build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    /// @param path below the organization `default`
    /// @return the body
    String manage(int expected, String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(node.managementUrl() + "/v1/organizations/default" + path))
                .header("Authorization", "Bearer " + node.token())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return answer.body();
    }

    @Override
    public void close() {
        client.close();
        node.close();
    }
}
