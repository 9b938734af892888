package io.turnpike.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.turnpike.server.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

/// Calls of a proxy whose target is a target server of the environment.
class TargetServerCallTest {
    private static final String DEPLOYMENT = "/environments/test/apis/weather/revisions/1/deployments";
    private static final String SERVER = "{\"name\":\"backend\",\"host\":\"127.0.0.1\",\"port\":%d}";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer first;
    private HttpServer second;
    private Node node;

    @BeforeEach
    void start() throws Exception {
        first = target("first");
        second = target("second");
        node = Node.start(
                NodeConfig.from(Settings.ofFlags(Map.of(
                        "gateway.address", "127.0.0.1",
                        "gateway.port", "0",
                        "management.port", "0",
                        "data.dir", folder.toString()))),
                _ -> {});
        manage(201, "POST", "/apis", """
                {"name":"weather","basePath":"/w","targets":[{"server":"backend","path":"/base"}],
                 "credentials":{"mode":"open"}}""");
    }

    @AfterEach
    void stop() {
        node.close();
        first.stop(0);
        second.stop(0);
        client.close();
    }

    @Test
    @DisplayName("management-api 7: calls go where the target server is, from the next call on")
    void followsTheTargetServer() throws Exception {
        manage(201, "POST", "/environments/test/targetservers", SERVER.formatted(port(first)));
        manage(200, "POST", DEPLOYMENT, "");
        assertThat(call()).isEqualTo("200 first /base/a");

        manage(200, "PUT", "/environments/test/targetservers/backend", SERVER.formatted(port(second)));
        assertThat(call()).isEqualTo("200 second /base/a");

        manage(
                200,
                "PUT",
                "/environments/test/targetservers/backend",
                SERVER.formatted(port(second)).replace("}", ",\"isEnabled\":false}"));
        assertThat(call()).startsWith("503 ");
    }

    @Test
    @DisplayName("a deployment whose target server is missing, or speaks something else, is refused")
    void refusesToDeployWithoutTheTargetServer() throws Exception {
        assertThat(manage(400, "POST", DEPLOYMENT, "")).contains("TargetServer backend is not in the environment test");

        manage(
                201,
                "POST",
                "/environments/test/targetservers",
                SERVER.formatted(port(first)).replace("}", ",\"protocol\":\"EXTERNAL_CALLOUT\"}"));
        assertThat(manage(400, "POST", DEPLOYMENT, ""))
                .contains("the revision has a target server that does not speak HTTP");
    }

    private static HttpServer target(String name) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = (name + " " + exchange.getRequestURI()).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private String call() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(node.gatewayUrl() + "/w/a")).build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private String manage(int expected, String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(node.managementUrl() + "/v1/organizations/default" + path))
                .header("Authorization", "Bearer " + node.token())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return answer.body();
    }
}
