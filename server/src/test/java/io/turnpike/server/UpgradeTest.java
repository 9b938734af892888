package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.turnpike.server.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Opens `first-version.zip`, a data folder as the first version left it after a clean stop: proxy `weather` with two
/// revisions, the first deployed to `test`; products `gold` (5 calls in 1,200 months) and `llm`; developers Ada with an
/// app of three keys and Bob, inactive, with one; three calls counted for Ada's app. It stays as it is for ever.
@DisplayName("extensions 7: a data folder of the first version")
class UpgradeTest {
    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer target;

    @BeforeEach
    void unpackAndListen() throws IOException {
        try (InputStream stream = UpgradeTest.class.getResourceAsStream("first-version.zip");
                ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(stream))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        target.start();
    }

    @AfterEach
    void stop() {
        target.stop(0);
        client.close();
    }

    @Test
    void readsBackWhatWasWrittenThen() throws Exception {
        try (Node node = open()) {
            assertThat(manage(node, "GET", "/apiproducts/gold", "").body())
                    .contains("\"quotaInterval\":\"1200\"")
                    .contains("\"scopes\":[\"b\",\"a\"]")
                    .contains("{\"name\":\"turnpike.limit.rps\",\"value\":\"50\"}")
                    .contains("\"attributes\":[{\"name\":\"x\",\"value\":\"y\"}]");
            assertThat(manage(node, "GET", "/apiproducts/llm", "").body())
                    .contains("\"model\":\"gemini\"")
                    .contains("\"llmTokenQuota\":{\"limit\":\"10\",\"interval\":\"1\",\"timeUnit\":\"hour\"}");
            assertThat(manage(node, "GET", "/developers/bob@example.com", "").body())
                    .contains("\"status\":\"inactive\"");
            assertThat(manage(node, "GET", "/developers/ada@example.com/apps/site", "")
                            .body())
                    .contains("\"callbackUrl\":\"https://site.example/cb\"")
                    .contains("\"developerId\":\"7a47999a-18c0-428d-b34a-09c66a8cf6d4\"")
                    .contains("\"consumerKey\":\"upgrade-key\",\"consumerSecret\":\"upgrade-secret\"");
            assertThat(manage(node, "GET", "/apis/weather/revisions/2", "").body())
                    .contains("\"header\":\"x-key\"")
                    .contains("\"maxBody\":\"1MiB\"");
            assertThat(manage(node, "GET", "/apis/weather/deployments", "").body())
                    .contains("\"environment\":\"test\"", "\"revision\":\"1\"");
        }
    }

    @Test
    void letsCallsThroughAndGoesOnCounting() throws Exception {
        try (Node node = open()) {
            moveTarget(node);

            assertThat(call(node, "revoked-key").statusCode()).isEqualTo(401);
            var fourth = call(node, "upgrade-key");
            assertThat(fourth.statusCode()).isEqualTo(204);
            assertThat(fourth.headers().firstValue("X-RateLimit-Remaining")).contains("1");
        }
        try (Node node = open()) {
            assertThat(call(node, "upgrade-key").statusCode()).isEqualTo(204);
            assertThat(call(node, "upgrade-key").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void keepsWhatIsInWhichGroupInItsOrder() throws Exception {
        try (Node node = open()) {
            assertThat(manage(node, "GET", "/envgroups/default/attachments", "").body())
                    .containsSubsequence(
                            "\"environment\":\"test\",\"environmentGroupId\":\"default\"",
                            "\"environment\":\"prod\",\"environmentGroupId\":\"default\"");
            assertThat(manage(node, "GET", "/envgroups/prod/attachments", "").body())
                    .contains("\"environment\":\"prod\"")
                    .doesNotContain("\"environment\":\"test\"");
            assertThat(manage(node, "GET", "/environments/test", "").body())
                    .contains("{\"name\":\"turnpike.kind\",\"value\":\"sandbox\"}");
        }
    }

    @Test
    void keepsItsAuditAndItsAdministrator() throws Exception {
        try (Node node = open()) {
            assertThat(send(node, "GET", "/v1/audits/organizations/default/apiproducts?startTime=0", "")
                            .body())
                    .contains("\"requestUri\":\"/v1/organizations/default/apiproducts\",\"responseCode\":200");
            assertThat(send(node, "GET", "/v1/userroles/sysadmin/users", "").body())
                    .isEqualTo("[\"admin\"]");
        }
    }

    /// The target of then has a fixed port, which may be another's now.
    private void moveTarget(Node node) throws IOException, InterruptedException {
        String url = "http://127.0.0.1:" + target.getAddress().getPort();
        String settings = "{\"name\":\"weather\",\"basePath\":\"/v1/weather\",\"target\":\"" + url + "\"}";
        assertThat(manage(node, "POST", "/apis/weather/revisions", settings).statusCode())
                .isEqualTo(201);
        String deployment = "/environments/test/apis/weather/revisions/3/deployments?override=true";
        assertThat(manage(node, "POST", deployment, "").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> call(Node node, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.gatewayUrl() + "/v1/weather/oslo"))
                .header("x-api-key", key)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> manage(Node node, String method, String path, String body)
            throws IOException, InterruptedException {
        return send(node, method, "/v1/organizations/default" + path, body);
    }

    private HttpResponse<String> send(Node node, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.managementUrl() + path))
                .header("Authorization", "Bearer " + node.token())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Node open() throws IOException {
        Map<String, String> settings = Map.of(
                "gateway.address", "127.0.0.1",
                "gateway.port", "0",
                "management.port", "0",
                "data.dir", folder.toString());
        return Node.start(
                NodeConfig.from(Settings.ofFlags(settings)), _ -> Assertions.fail("an administrator is there already"));
    }
}
