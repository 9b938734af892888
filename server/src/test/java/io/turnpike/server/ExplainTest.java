package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.turnpike.http.Json;
import io.turnpike.server.settings.Settings;
import io.turnpike.server.settings.WrongSetting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Why calls are let through or refused: extensions 9, on a whole node.
class ExplainTest {
    private static final String EXPLAIN = "/environments/test/decisions:explain";

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
                {"name":"elsewhere","displayName":"E","proxies":["weather"],"environments":["prod"]}""");
        manage("POST", "/apiproducts", """
                {"name":"gold","displayName":"Gold","operationGroup":{"operationConfigs":[
                  {"apiSource":"weather","operations":[{"resource":"/forecast/*","methods":["GET"]}],
                   "quota":{"limit":"3","interval":"1200","timeUnit":"month"}}]}}""");
        manage("POST", "/developers", """
                {"email":"ann@example.org","firstName":"A","lastName":"L","userName":"ann"}""");
        manage("POST", "/developers/ann@example.org/apps", "{\"name\":\"shop\"}");
        manage("POST", "/developers/ann@example.org/apps/shop/keys/create", """
                {"consumerKey":"the-key","consumerSecret":"the-secret"}""");
        manage("POST", "/developers/ann@example.org/apps/shop/keys/the-key", """
                {"apiProducts":["elsewhere","gold"]}""");
    }

    @AfterEach
    void stop() {
        node.close();
        target.stop(0);
        client.close();
    }

    @Test
    void listsEveryStepOfACallThatWouldGoOn() throws Exception {
        call("/weather/forecast/oslo");

        JsonNode answer = explain("""
                {"key":"the-key","path":"/weather/forecast/oslo?x=1"}""");

        assertThat(answer.at("/decision").asString()).isEqualTo("allowed");
        assertThat(answer.at("/status").asInt()).isEqualTo(200);
        assertThat(lines(answer))
                .containsExactly(
                        "route proxy=weather revision=1 environment=test basePath=/weather suffix=/forecast/oslo",
                        "credential kind=key place=header x-api-key credential=* app=shop developer=ann@example.org"
                                + " status=approved",
                        "product product=elsewhere outcome=ruledOut reason=WrongEnvironment detail=allows prod",
                        "product product=gold outcome=matched operation=GET /forecast/*",
                        "limit name=quota product=gold scope=OPERATION limit=3 used=1 remaining=2 window=* resetsAt=*"
                                + " outcome=admitted",
                        "target url=*");
        assertThat(call("/weather/forecast/oslo").headers().firstValue("X-RateLimit-Remaining"))
                .as("nothing was charged")
                .contains("1");
    }

    @Test
    void endsWithTheStepThatRefuses() throws Exception {
        JsonNode none = explain("{\"path\":\"/weather/forecast/oslo\"}");
        assertThat(none.at("/reason").asString()).isEqualTo("MissingKey");
        assertThat(lines(none)).last().isEqualTo("credential outcome=absent");

        JsonNode unknown = explain("{\"key\":\"another\",\"path\":\"/weather/x\"}");
        assertThat(unknown.at("/errorcode").asString()).isEqualTo("oauth.v2.InvalidApiKey");
        assertThat(lines(unknown)).last().isEqualTo("credential kind=key place=header x-api-key outcome=unknown");

        JsonNode product = explain("{\"key\":\"the-key\",\"method\":\"POST\",\"path\":\"/weather/forecast/oslo\"}");
        assertThat(product.at("/status").asInt()).isEqualTo(401);
        assertThat(product.at("/reason").asString()).isEqualTo("NoProduct");
        assertThat(lines(product)).last().isEqualTo("product product=gold outcome=ruledOut reason=WrongMethod");

        JsonNode nowhere = explain("{\"path\":\"/else\"}");
        assertThat(nowhere.at("/reason").asString()).isEqualTo("NoRoute");
        assertThat(lines(nowhere)).containsExactly("route outcome=notFound");

        JsonNode dots = explain("{\"path\":\"/weather/../x\"}");
        assertThat(dots.at("/errorcode").asString()).isEqualTo("protocol.http.BadPath");
    }

    @Test
    @DisplayName("extensions 9: a host that leads to another environment shows nothing more")
    void showsNothingOfAnotherEnvironment() throws Exception {
        JsonNode answer = Json.read(manage("POST", "/environments/prod/decisions:explain", """
                {"key":"the-key","host":"test.localhost","path":"/weather/forecast/oslo"}""")
                .body()
                .getBytes(StandardCharsets.UTF_8));

        assertThat(lines(answer)).containsExactly("route outcome=otherEnvironment");
    }

    @Test
    void tellsWhichLimitIsUsedUp() throws Exception {
        for (int i = 0; i < 3; i++) {
            call("/weather/forecast/oslo");
        }
        HttpResponse<String> refused = call("/weather/forecast/oslo");
        assertThat(refused.statusCode()).isEqualTo(429);

        JsonNode answer = explain("{\"key\":\"the-key\",\"path\":\"/weather/forecast/oslo\"}");

        assertThat(answer.at("/status").asInt()).isEqualTo(429);
        assertThat(answer.at("/errorcode").asString()).isEqualTo("policies.ratelimit.QuotaViolation");
        assertThat(answer.at("/reason").asString()).isEqualTo("QuotaExceeded");
        assertThat(lines(answer))
                .last()
                .asString()
                .contains("used=3 remaining=0")
                .endsWith("outcome=refused");
    }

    @Test
    @DisplayName("extensions 9: what was recorded of a call, and what the same call would get now")
    void comparesThenWithNow() throws Exception {
        String id = call("/weather/forecast/oslo")
                .headers()
                .firstValue("Turnpike-Decision")
                .orElseThrow();
        manage("POST", "/developers/ann@example.org/apps/shop?action=revoked", "");
        JsonNode answer = recorded(id);

        assertThat(answer.at("/id").asString()).isEqualTo(id);
        assertThat(answer.at("/recorded/status").asInt()).isEqualTo(204);
        assertThat(answer.at("/recorded/product").asString()).isEqualTo("gold");
        assertThat(answer.at("/recorded/operation").asString()).isEqualTo("GET /forecast/*");
        assertThat(answer.at("/recorded/charges/0/weight").asInt()).isEqualTo(1);
        assertThat(answer.at("/now/decision").asString()).isEqualTo("refused");
        assertThat(answer.at("/now/errorcode").asString())
                .isEqualTo("keymanagement.service.invalid_client-app_not_approved");
        assertThat(manage("GET", "/environments/prod/decisions/" + id, "").statusCode())
                .isEqualTo(404);
        assertThat(manage("GET", "/environments/test/decisions/" + "0".repeat(26), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(manage("GET", "/environments/test/decisions/x", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("extensions 9: of a recorded GraphQL call nothing can be told now, and the answer says so")
    void tellsWhyThereIsNoNow() throws Exception {
        manage("POST", "/apiproducts", """
                {"name":"graph","displayName":"Graph","graphqlOperationGroup":{"operationConfigs":[
                  {"apiSource":"weather","operations":[{"operation":"forecast","operationTypes":["QUERY"]}],
                   "quota":{"limit":"5","interval":"1","timeUnit":"day"}}]}}""");
        manage("POST", "/developers/ann@example.org/apps/shop/keys/the-key", """
                {"apiProducts":["graph"]}""");
        String allowed = "query forecast { temperature }";
        String id = post("/weather/graphql", "application/json", "{\"query\":\"" + allowed + "\"}");
        String refused = post("/weather/graphql", "application/json", "{\"query\":\"{ secrets }\"}");

        JsonNode answer = recorded(id);
        assertThat(answer.at("/recorded/product").asString()).isEqualTo("graph");
        assertThat(answer.at("/recorded/operation").asString()).isEqualTo("QUERY forecast");
        assertThat(answer.at("/recorded/charges/0/weight").asInt()).isEqualTo(1);
        assertThat(answer.has("now")).isFalse();
        assertThat(answer.at("/withoutNow").asString())
                .isEqualTo("A product judges this call by its GraphQL; neither query nor body is recorded");

        answer = recorded(refused);
        assertThat(answer.at("/recorded/reason").asString()).isEqualTo("NoProduct");
        assertThat(answer.has("now")).isFalse();
        assertThat(answer.at("/withoutNow").asString()).startsWith("A product judges this call by its GraphQL");

        JsonNode asked = explain("""
                {"key":"the-key","method":"POST","path":"/weather/graphql","headers":{"content-type":"application/json"},
                 "body":"{\\"query\\":\\"%s\\"}"}""".formatted(allowed));
        assertThat(asked.at("/decision").asString()).isEqualTo("allowed");
    }

    @Test
    @DisplayName("extensions 9: a recorded token call of a proxy that takes tokens alone cannot be made again")
    void hasNoTokenToShow() throws Exception {
        manage("POST", "/apis", """
                {"name":"closed","basePath":"/closed","credentials":{"mode":"token"},"targets":[]}""");
        manage("POST", "/environments/test/apis/closed/revisions/1/deployments", "");
        manage("POST", "/apiproducts", "{\"name\":\"all\",\"displayName\":\"All\",\"proxies\":[\"closed\"]}");
        manage("POST", "/developers/ann@example.org/apps/shop/keys/the-key", "{\"apiProducts\":[\"all\"]}");
        HttpResponse<String> issued = client.send(
                HttpRequest.newBuilder(URI.create(node.gatewayUrl() + "/.turnpike/test/oauth/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "grant_type=client_credentials&client_id=the-key&client_secret=the-secret"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String token = Json.read(issued.body().getBytes(StandardCharsets.UTF_8))
                .path("access_token")
                .asString();

        JsonNode answer = recorded(id(HttpRequest.newBuilder(URI.create(node.gatewayUrl() + "/closed"))
                .header("Authorization", "Bearer " + token)));
        assertThat(answer.at("/recorded/status").asInt()).isEqualTo(200);
        assertThat(answer.has("now")).isFalse();
        assertThat(answer.at("/withoutNow").asString()).isEqualTo("The proxy takes tokens alone; none is recorded");

        JsonNode none = recorded(id(HttpRequest.newBuilder(URI.create(node.gatewayUrl() + "/closed"))));
        assertThat(none.at("/recorded/reason").asString()).isEqualTo("MissingToken");
        assertThat(none.at("/now/reason").asString()).isEqualTo("MissingToken");
    }

    @Test
    @DisplayName("runtime K1: a recorded gRPC call is asked about as one")
    void repeatsGrpcCalls() throws Exception {
        manage("POST", "/apis", "{\"name\":\"rpc\",\"basePath\":\"/\",\"targets\":[]}");
        manage("POST", "/environments/test/apis/rpc/revisions/1/deployments", "");
        manage("POST", "/apiproducts", """
                {"name":"rpcs","displayName":"R","grpcOperationGroup":{"operationConfigs":[
                  {"apiSource":"rpc","service":"weather.Forecast","methods":["Get"]}]}}""");
        manage("POST", "/developers/ann@example.org/apps/shop/keys/the-key", "{\"apiProducts\":[\"rpcs\"]}");

        JsonNode answer = recorded(post("/weather.Forecast/Get", "application/grpc", ""));

        assertThat(answer.at("/recorded/operation").asString()).isEqualTo("/weather.Forecast/Get");
        assertThat(answer.at("/now/decision").asString()).isEqualTo("allowed");
    }

    @Test
    void refusesQuestionsThatAreNone() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"path\":\"x\"}",
                "{\"path\":\"/\",\"key\":\"a\",\"token\":\"b\"}",
                "{\"path\":\"/\",\"keys\":\"a\"}",
                "{\"path\":\"/\",\"time\":\"now\"}",
                "[]")) {
            assertThat(manage("POST", EXPLAIN, body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(manage("POST", "/environments/none/decisions:explain", "{\"path\":\"/\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("extensions 9: who tries keys is limited like who tries passwords, and stands in the audit")
    void limitsAndAuditsTheUseOfKeys() throws Exception {
        for (int i = 0; i < 10; i++) {
            explain("{\"key\":\"guess-%d\",\"path\":\"/weather/x\"}".formatted(i));
        }
        assertThat(manage("POST", EXPLAIN, "{\"key\":\"the-key\",\"path\":\"/weather/x\"}")
                        .statusCode())
                .isEqualTo(429);
        assertThat(manage("POST", EXPLAIN, "{\"path\":\"/weather/x\"}").statusCode())
                .as("without a key nothing is tried")
                .isEqualTo(200);
        assertThat(manage("POST", EXPLAIN, "{\"key\":\"guess-10\",\"path\":\"/weather/x\"}")
                        .statusCode())
                .as("nor made up for")
                .isEqualTo(429);
        String audits = get("/v1/audits/organizations/default?expand=true");
        assertThat(audits.split("decisions:explain", -1))
                .as("one for each guess")
                .hasSize(11);
        assertThat(audits).doesNotContain("guess-", "the-key");
    }

    @Test
    void printsTheStepsOnTheCommandLine() throws Exception {
        String port = Integer.toString(URI.create(node.managementUrl()).getPort());
        List<String> settings = List.of("--management.port=" + port, "--admin.token=" + node.token());
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(word(settings, "--key", "-", "GET", "/weather/forecast/oslo")
                            .run())
                    .isTrue();
            assertThat(word(settings, "--env", "test", "/weather/forecast/oslo").run())
                    .isFalse();
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("allowed: status 200", "  product: product gold, outcome matched", "refused: status 401")
                .doesNotContain("the-key");
        assertThatThrownBy(() -> word(settings, "--key")).isInstanceOf(WrongSetting.class);
        assertThatThrownBy(() -> word(settings, "--key", "k")).isInstanceOf(WrongSetting.class);
        assertThatThrownBy(() -> word(settings, "--header", "none", "/x")).isInstanceOf(WrongSetting.class);
    }

    private static Explain word(List<String> settings, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(settings);
        return Explain.of(all, _ -> "the-key", Map.of());
    }

    private static List<String> lines(JsonNode explanation) {
        return explanation
                .path("steps")
                .valueStream()
                .map(step -> step.path("step").asString() + " "
                        + step.propertyStream()
                                .filter(each -> !each.getKey().equals("step"))
                                .map(each -> each.getKey() + "="
                                        + (List.of("credential", "window", "resetsAt", "url")
                                                        .contains(each.getKey())
                                                ? "*"
                                                : each.getValue().asString()))
                                .collect(Collectors.joining(" ")))
                .toList();
    }

    private JsonNode explain(String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = manage("POST", EXPLAIN, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("the-key", "the-secret");
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /// Waits until the call is in the log.
    private JsonNode recorded(String id) throws Exception {
        HttpResponse<String> answer = Eventually.answers(
                () -> manage("GET", "/environments/test/decisions/" + id, ""),
                each -> each.body().contains("closedAt"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("the-key", "the-secret");
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> call(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(node.gatewayUrl() + path))
                        .header("x-api-key", "the-key")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// @return id of the decision about a call with the key
    private String post(String path, String type, String body) throws IOException, InterruptedException {
        return id(HttpRequest.newBuilder(URI.create(node.gatewayUrl() + path))
                .header("x-api-key", "the-key")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String id(HttpRequest.Builder call) throws IOException, InterruptedException {
        return client.send(call.build(), HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Turnpike-Decision")
                .orElseThrow();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.managementUrl() + path))
                .header("Authorization", "Bearer " + node.token())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private HttpResponse<String> manage(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(node.managementUrl() + "/v1/organizations/default" + path))
                .header("Authorization", "Bearer " + node.token())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
