package io.turnpike.server;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the gateway makes of the keys of a group's app, from the call after each change (runtime 7; management-api 14,
/// 15).
class GroupEnforcementTest {
    private static final String INACTIVE =
            fault("keymanagement.service.CompanyStatusNotActive", "Company Status is not Active");

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer target;
    private Node node;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        target.start();
        node = Node.start(
                NodeConfig.from(Settings.ofFlags(Map.of(
                        "gateway.address", "127.0.0.1",
                        "gateway.port", "0",
                        "management.port", "0",
                        "data.dir", folder.toString()))),
                _ -> {});
        manage("POST", "/apis", """
                {"name":"weather","basePath":"/weather","target":"http://127.0.0.1:%d"}""".formatted(target.getAddress().getPort()));
        manage("POST", "/environments/test/apis/weather/revisions/1/deployments", "");
        manage("POST", "/apiproducts", """
                {"name":"gold","displayName":"Gold","proxies":["weather"],"quota":"3","quotaInterval":"1200",
                 "quotaTimeUnit":"month"}""");
        manage("POST", "/appgroups", "{\"name\":\"web\"}");
        manage("POST", "/appgroups/web/apps", "{\"name\":\"app\"}");
        manage("POST", "/appgroups/web/apps/app/keys", "{\"consumerKey\":\"team-key\"}");
        manage("POST", "/appgroups/web/apps/app/keys/team-key", "{\"apiProducts\":[\"gold\"]}");
    }

    @AfterEach
    void stop() {
        node.close();
        target.stop(0);
        client.close();
    }

    @Test
    void admitsAKeyOfAGroupsApp() throws Exception {
        assertThat(call().statusCode()).isEqualTo(204);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/appgroups/web", "/companies/web"})
    @DisplayName("15: the keys of an inactive group are refused from the next call on, and work again likewise")
    void refusesTheKeysOfAnInactiveGroup(String group) throws Exception {
        manage("POST", group + "?action=inactive", "");
        assertThat(call().statusCode()).isEqualTo(401);
        assertThat(call().body()).isEqualTo(INACTIVE);

        manage("POST", group + "?action=active", "");
        assertThat(call().statusCode()).isEqualTo(204);
    }

    @Test
    @DisplayName("Y2: a revoked app closes its keys before the state of its group is asked")
    void refusesTheKeysOfARevokedApp() throws Exception {
        manage("POST", "/companies/web/apps/app?action=revoked", "");
        manage("POST", "/companies/web?action=inactive", "");

        assertThat(call().body())
                .isEqualTo(fault("keymanagement.service.invalid_client-app_not_approved", "App not approved"));
    }

    @Test
    void refusesTheKeysOfADeletedGroup() throws Exception {
        manage("DELETE", "/appgroups/web", "");

        assertThat(call().body()).isEqualTo(fault("oauth.v2.InvalidApiKey", "Invalid ApiKey"));
    }

    @Test
    @DisplayName("TE5: an app that moves keeps its key and counters, and obeys its new owner from the next call on")
    void obeysTheNewOwnerOfAnApp() throws Exception {
        manage("POST", "/developers", "{\"email\":\"ann@example.org\",\"firstName\":\"A\",\"lastName\":\"L\"}");
        String app = manage("GET", "/appgroups/web/apps/app", "")
                .body()
                .replaceFirst("(?s).*\"appId\":\"([^\"]*)\".*", "$1");
        assertThat(remaining(call())).isEqualTo("2");

        manage("POST", "/apps/" + app + ":transfer", "{\"developer\":\"ann@example.org\"}");
        manage("POST", "/appgroups/web?action=inactive", "");
        assertThat(remaining(call())).isEqualTo("1");

        manage("POST", "/developers/ann@example.org?action=inactive", "");
        assertThat(call().body())
                .isEqualTo(fault("keymanagement.service.DeveloperStatusNotActive", "Developer Status is not Active"));
    }

    private static String remaining(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(204);
        return answer.headers().firstValue("X-RateLimit-Remaining").orElse("");
    }

    private static String fault(String code, String text) {
        return "{\"fault\":{\"faultstring\":\"%s\",\"detail\":{\"errorcode\":\"%s\"}}}".formatted(text, code);
    }

    private HttpResponse<String> call() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.gatewayUrl() + "/weather/oslo"))
                .header("x-api-key", "team-key")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> manage(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(node.managementUrl() + "/v1/organizations/default" + path))
                .header("Authorization", "Bearer " + node.token())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isBetween(200, 204);
        return answer;
    }
}
