package io.turnpike.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.turnpike.http.Json;
import io.turnpike.server.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What targets and records are told of a caller, through a whole node (runtime 1.7, 9; extensions 6).
class CallerContextTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Headers> received = new LinkedBlockingQueue<>();
    private Path folder;
    private HttpServer target;
    private Node node;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        target.start();
        node = node();
        manage("POST", "/apis", """
                {"name":"weather","basePath":"/weather","contextHeaders":true,"target":"http://127.0.0.1:%d"}""".formatted(target.getAddress().getPort()));
        manage("POST", "/environments/test/apis/weather/revisions/1/deployments", "");
        manage("POST", "/apiproducts", """
                {"name":"gold","displayName":"Gold","scopes":["read","write"],"operationGroup":{"operationConfigs":[
                  {"apiSource":"weather","operations":[{"resource":"/free"}]},
                  {"apiSource":"weather","operations":[{"resource":"/admin"}],
                   "attributes":[{"name":"turnpike.scopes","value":"admin"}]}]}}""");
        manage("POST", "/developers", """
                {"email":"Ann@example.org","firstName":"A","lastName":"L","userName":"ann"}""");
        manage("POST", "/developers/ann@example.org/apps", "{\"name\":\"shop\"}");
        manage("POST", "/developers/ann@example.org/apps/shop/keys/create", """
                {"consumerKey":"the-key","consumerSecret":"the-secret"}""");
        manage("POST", "/developers/ann@example.org/apps/shop/keys/the-key", "{\"apiProducts\":[\"gold\"]}");
    }

    @AfterEach
    void stop() {
        node.close();
        target.stop(0);
        client.close();
    }

    @Test
    @DisplayName("runtime 1.7, 10: a developer's new address is told from the next call on, to key and token")
    void tellsTheAddressThatHolds() throws Exception {
        String token = token();
        assertThat(forwarded("/free", "x-api-key", "the-key")).isEqualTo("ann@example.org the-key - -");
        assertThat(forwarded("/free", "Authorization", "Bearer " + token))
                .isEqualTo("ann@example.org the-key " + token + " read write");

        manage("PUT", "/developers/ann@example.org", """
                {"email":"lovelace@example.org","firstName":"A","lastName":"L","userName":"ann"}""");

        assertThat(forwarded("/free", "x-api-key", "the-key")).isEqualTo("lovelace@example.org the-key - -");
        assertThat(forwarded("/free", "Authorization", "Bearer " + token))
                .isEqualTo("lovelace@example.org the-key " + token + " read write");
    }

    @Test
    @DisplayName("runtime 1.7: the client of a token is known after a restart, and where the token is signed")
    void tellsTheClientOfEachToken() throws Exception {
        String opaque = token();
        node.close();
        node = node();
        assertThat(forwarded("/free", "Authorization", "Bearer " + opaque))
                .isEqualTo("ann@example.org the-key " + opaque + " read write");

        manage("PUT", "/environments/test", """
                {"name":"test","properties":{"property":[{"name":"turnpike.oauth.token","value":"jwt"}]}}""");
        String signed = token();
        assertThat(signed).contains(".");
        assertThat(forwarded("/free", "Authorization", "Bearer " + signed))
                .isEqualTo("ann@example.org the-key " + signed + " read write");
    }

    @Test
    @DisplayName("extensions 6: a record keeps scopes and owner as they were, and which token it was without the token")
    void recordsWhatTheCallerShowed() throws Exception {
        String token = token();
        JsonNode allowed = recorded(call("/free", "Authorization", "Bearer " + token));
        JsonNode refused = recorded(call("/admin", "Authorization", "Bearer " + token));
        JsonNode byKey = recorded(call("/free", "x-api-key", "the-key"));
        manage("PUT", "/developers/ann@example.org", """
                {"email":"lovelace@example.org","firstName":"A","lastName":"L","userName":"ann"}""");
        JsonNode moved = recorded(call("/free", "x-api-key", "the-key"));

        assertThat(allowed.at("/scopes").valueStream().map(JsonNode::asString)).containsExactly("read", "write");
        assertThat(allowed.at("/scheme").asString()).isEqualTo("http");
        assertThat(allowed.at("/tokenHash").asString()).matches("[0-9a-f]{32}");
        assertThat(refused.at("/reason").asString()).isEqualTo("InsufficientScope");
        assertThat(refused.at("/scopes")).isEqualTo(allowed.at("/scopes"));
        assertThat(refused.at("/tokenHash")).isEqualTo(allowed.at("/tokenHash"));
        assertThat(byKey.has("scopes")).isFalse();
        assertThat(List.of(allowed, refused, byKey)).allSatisfy(record -> {
            assertThat(record.at("/developer").asString()).isEqualTo("ann@example.org");
            assertThat(record.toString()).doesNotContain("the-key", token);
        });
        assertThat(moved.at("/developer").asString()).isEqualTo("lovelace@example.org");
    }

    private Node node() throws IOException {
        return Node.start(
                NodeConfig.from(Settings.ofFlags(Map.of(
                        "gateway.address", "127.0.0.1",
                        "gateway.port", "0",
                        "management.port", "0",
                        "admin.token", "tour",
                        "data.dir", folder.toString()))),
                _ -> {});
    }

    /// Address, client, token and scopes, as the target is told of them.
    private String forwarded(String path, String... credential) throws Exception {
        HttpResponse<String> answer = call(path, credential);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        Headers told = received.poll(10, TimeUnit.SECONDS);
        return String.join(
                " ",
                told.getOrDefault("X-apigee-developeremail", List.of("-")).getFirst(),
                told.getOrDefault("X-apigee-clientid", List.of("-")).getFirst(),
                told.getOrDefault("X-apigee-accesstoken", List.of("-")).getFirst(),
                told.getOrDefault("X-apigee-scope", List.of("-")).getFirst());
    }

    private HttpResponse<String> call(String path, String... credential) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(node.gatewayUrl() + "/weather" + path))
                .headers(credential));
    }

    private String token() throws Exception {
        String secret = Base64.getEncoder().encodeToString("the-key:the-secret".getBytes(UTF_8));
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(node.gatewayUrl() + "/.turnpike/test/oauth/token"))
                        .header("Authorization", "Basic " + secret)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
        return json(answer).at("/access_token").asString();
    }

    /// Waits until the call is in the log.
    private JsonNode recorded(HttpResponse<String> call) throws Exception {
        String id = call.headers().firstValue("Turnpike-Decision").orElseThrow();
        return Eventually.answers(
                () -> json(manage("GET", "/environments/test/decisions/" + id, ""))
                        .at("/recorded"),
                record -> record.has("closedAt"));
    }

    private HttpResponse<String> manage(String method, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(node.managementUrl() + "/v1/organizations/default" + path))
                .header("Authorization", "Bearer tour")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(UTF_8));
    }
}
