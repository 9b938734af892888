package io.turnpike.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.turnpike.server.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What changes of environments, groups and organizations do to calls: each holds from the next call on.
@DisplayName("management-api 5.1, extensions 2")
class HostRoutingTest {
    private static final String DEFAULT = "/v1/organizations/default";

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer target;
    private Node node;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        target.start();
        Map<String, String> settings = Map.of(
                "gateway.address", "127.0.0.1",
                "gateway.port", "0",
                "management.port", "0",
                "data.dir", folder.toString());
        node = Node.start(NodeConfig.from(Settings.ofFlags(settings)), _ -> {});
    }

    @AfterEach
    void stop() {
        node.close();
        target.stop(0);
        client.close();
    }

    @Test
    @DisplayName("a new environment answers under a host as soon as it is attached, and no longer than that")
    void routesToAnEnvironmentWhileItIsAttached() throws Exception {
        manage("POST", DEFAULT + "/environments", "{\"name\":\"stage\"}");
        manage("POST", DEFAULT + "/envgroups", "{\"name\":\"open\",\"hostnames\":[\"api.example.com\"]}");
        deploy(DEFAULT, "weather", "/v1", "stage");
        assertThat(call("api.example.com", "/v1")).isEqualTo(404);

        String operation = manage("POST", DEFAULT + "/envgroups/open/attachments", "{\"environment\":\"stage\"}");
        assertThat(call("api.example.com", "/v1/x")).isEqualTo(204);
        assertThat(call("API.example.com:8080", "/v1/x")).isEqualTo(204);

        String id = operation.replaceAll(".*/attachments/([0-9a-f-]{36}).*", "$1");
        manage("DELETE", DEFAULT + "/envgroups/open/attachments/" + id, "");
        assertThat(call("api.example.com", "/v1")).isEqualTo(404);
    }

    @Test
    @DisplayName("a host name that moves takes its calls along; exact goes before wildcard, wildcard before catch-all")
    void followsAHostName() throws Exception {
        deploy(DEFAULT, "weather", "/v1", "test");
        deploy(DEFAULT, "maps", "/v2", "prod");
        String groups = DEFAULT + "/envgroups";
        assertThat(call("a.example.com", "/v1")).as("the catch-all").isEqualTo(204);

        manage("PATCH", groups + "/prod", "{\"hostnames\":[\"prod.localhost\",\"*.example.com\"]}");
        assertThat(call("a.example.com", "/v1")).isEqualTo(404);
        assertThat(call("a.example.com", "/v2")).isEqualTo(204);

        manage("PATCH", groups + "/test", "{\"hostnames\":[\"a.example.com\"]}");
        assertThat(call("a.example.com", "/v1")).isEqualTo(204);
        assertThat(call("b.example.com", "/v1")).isEqualTo(404);
        assertThat(call("test.localhost", "/v2")).as("the catch-all once more").isEqualTo(204);

        manage("PATCH", groups + "/test", "{\"hostnames\":[\"test.localhost\"]}");
        manage("PATCH", groups + "/prod", "{\"hostnames\":[\"a.example.com\"]}");
        assertThat(call("a.example.com", "/v1")).isEqualTo(404);
        assertThat(call("a.example.com", "/v2")).isEqualTo(204);
    }

    @Test
    @DisplayName("R3: a base path with * answers for one segment")
    void routesThroughAWildcardInABasePath() throws Exception {
        deploy(DEFAULT, "members", "/team/*/members", "test");

        assertThat(call("any.host", "/team/red/members/7")).isEqualTo(204);
        assertThat(call("any.host", "/team/members")).isEqualTo(404);
    }

    @Test
    @DisplayName("a deleted group, and a deleted organization, are forgotten at once")
    void forgetsWhatIsDeleted() throws Exception {
        manage("POST", "/edge/v1/organizations", "{\"name\":\"acme\",\"environments\":[\"live\"]}");
        String acme = "/v1/organizations/acme";
        manage("POST", acme + "/envgroups", "{\"name\":\"open\",\"hostnames\":[\"acme.example.com\"]}");
        manage("POST", acme + "/envgroups/open/attachments", "{\"environment\":\"live\"}");
        deploy(acme, "weather", "/acme", "live");
        assertThat(call("acme.example.com", "/acme")).isEqualTo(204);

        manage("DELETE", acme + "/envgroups/open", "");
        assertThat(call("acme.example.com", "/acme")).isEqualTo(404);

        manage("POST", acme + "/envgroups", "{\"name\":\"again\",\"hostnames\":[\"acme.example.com\"]}");
        manage("DELETE", acme + "/environments/live/apis/weather/revisions/1/deployments", "");
        manage("DELETE", acme + "/apis/weather", "");
        deploy(DEFAULT, "weather", "/v1", "test");
        assertThat(call("acme.example.com", "/v1")).as("acme's host").isEqualTo(404);
        manage("DELETE", acme, "");
        assertThat(call("acme.example.com", "/v1")).as("the catch-all").isEqualTo(204);
    }

    private void deploy(String organization, String proxy, String basePath, String environment) throws Exception {
        manage("POST", organization + "/apis", """
                {"name":"%s","basePath":"%s","target":"http://127.0.0.1:%d","credentials":{"mode":"open"}}""".formatted(
                        proxy, basePath, target.getAddress().getPort()));
        manage(
                "POST",
                organization + "/environments/%s/apis/%s/revisions/1/deployments".formatted(environment, proxy),
                "");
    }

    private String manage(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.managementUrl() + path))
                .header("Authorization", "Bearer " + node.token())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isBetween(200, 201);
        return answer.body();
    }

    /// @return the status
    private int call(String host, String path) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(node.gatewayUrl()).getPort())) {
            String head = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length()).substring(0, 3));
        }
    }
}
