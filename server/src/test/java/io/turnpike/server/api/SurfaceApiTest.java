package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.ADMIN_TOKEN;
import static io.turnpike.server.api.ApiServer.PASSWORD;
import static io.turnpike.server.api.ApiServer.READER_TOKEN;
import static io.turnpike.server.api.ApiServer.basic;
import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.enforcement.Receipt;
import io.turnpike.management.change.Enforced;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for every resource: dialects, sign-in, receipts, and the description of the API.
class SurfaceApiTest {
    private static final String ORGANIZATIONS = "/v1/organizations";
    private static final String PRODUCT = "{\"name\":\"p\",\"displayName\":\"d\"}";

    private final Waiting enforced = new Waiting();
    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder, enforced);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("1.1: prefix, alias, XML, Google's format, Basic, and X where nothing is said")
    void resolvesTheDialect() {
        String basic = basic("admin", PASSWORD);

        assertThat(isX(api.get(ORGANIZATIONS))).isTrue();
        assertThat(isX(api.get("/edge" + ORGANIZATIONS))).isFalse();
        assertThat(isX(api.get("/v1/o"))).isFalse();
        assertThat(isX(api.get("/x/v1/o"))).isTrue();
        assertThat(api.get(ORGANIZATIONS, "Accept", "application/xml").body())
                .endsWith("<Organizations><Organization>default</Organization></Organizations>\n");
        assertThat(isX(api.get(ORGANIZATIONS, "Authorization", basic))).isFalse();
        assertThat(isX(api.get(ORGANIZATIONS + "?$.xgafv=2", "Authorization", basic)))
                .isTrue();
        assertThat(isX(api.get(ORGANIZATIONS, "Authorization", basic, "X-GOOG-API-FORMAT-VERSION", "2")))
                .isTrue();
        String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assertThat(isX(api.get(ORGANIZATIONS, "Accept", browser)))
                .as("ruling 5")
                .isTrue();
    }

    @Test
    @DisplayName("1.2: no or bad credentials are 401, a role that may not is 403")
    void asksForCredentials() {
        for (String given :
                new String[] {"", "Bearer", "Bearer wrong", "Basic !", basic("admin", "wrong"), "Digest x"}) {
            var refused = api.get(ORGANIZATIONS, "Authorization", given);
            assertThat(refused.status()).as(given).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).startsWith("Basic");
        }
        var missing = api.get(ORGANIZATIONS, "Authorization", "");
        assertThat(missing.json().at("/error/status").asString()).isEqualTo("UNAUTHENTICATED");

        assertThat(api.get(ORGANIZATIONS, "Authorization", "Bearer " + READER_TOKEN)
                        .status())
                .isEqualTo(200);
        var write = api.post("apiproducts", PRODUCT, "Authorization", "Bearer " + READER_TOKEN);
        assertThat(write.status()).isEqualTo(403);
        assertThat(write.json().at("/error/status").asString()).isEqualTo("PERMISSION_DENIED");
    }

    @Test
    @DisplayName("Basic takes a user's password, and a token under any name")
    void takesBasicCredentials() {
        assertThat(api.get(ORGANIZATIONS, "Authorization", basic("admin", PASSWORD))
                        .status())
                .isEqualTo(200);
        assertThat(api.get("/metrics", "Authorization", basic("prometheus", READER_TOKEN))
                        .status())
                .isEqualTo(200);
        assertThat(api.get(
                                ORGANIZATIONS,
                                "Authorization",
                                "basic " + basic("x", ADMIN_TOKEN).substring(6))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("ten failures a minute close name and address, but not to a password that was verified before")
    void limitsFailedSignIns() {
        String right = basic("admin", PASSWORD);
        assertThat(api.get(ORGANIZATIONS, "Authorization", right).status()).isEqualTo(200);
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(api.get(ORGANIZATIONS, "Authorization", basic("admin", "guess" + attempt))
                            .status())
                    .isEqualTo(401);
        }

        var limited = api.get(ORGANIZATIONS, "Authorization", basic("admin", "guess"));

        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("Retry-After")).isEqualTo("60");
        assertThat(limited.json().get("code").asString()).isEqualTo("usersandroles.TooManyAttempts");
        assertThat(api.get(ORGANIZATIONS, "Authorization", "Bearer wrong").status())
                .isEqualTo(429);
        assertThat(api.get(ORGANIZATIONS, "Authorization", right).status()).isEqualTo(200);
        api.clock.advance(Duration.ofMinutes(1));
        assertThat(api.get(ORGANIZATIONS, "Authorization", basic("admin", "guess"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    @DisplayName(
            "extensions 4, V4: a write answers with its revision once this node enforces it; a read or refusal has none")
    void numbersWrites() {
        var written = api.post("apiproducts", PRODUCT);

        assertThat(written.header("Turnpike-Revision")).isEqualTo(Long.toString(api.revision()));
        assertThat(enforced.asked).containsExactly("local " + api.revision());
        assertThat(written.header("Turnpike-Enforced")).isEmpty();
        assertThat(api.get("apiproducts").header("Turnpike-Revision")).isEmpty();
        assertThat(api.post("apiproducts", PRODUCT).header("Turnpike-Revision")).isEmpty();
    }

    @Test
    @DisplayName(
            "extensions 5: wait=enforced and Prefer wait for all nodes, ten seconds at most, and tell how many came")
    void waitsForAllNodes() {
        enforced.everywhere = new Receipt(2, 3);

        var late = api.post("apiproducts?wait=enforced", PRODUCT);

        assertThat(late.status()).isEqualTo(201);
        assertThat(late.header("Turnpike-Enforced")).isEqualTo("2/3");
        api.put("apiproducts/p", PRODUCT, "Prefer", "respond-async, wait=3");
        api.put("apiproducts/p", PRODUCT, "Prefer", "wait=100");
        assertThat(enforced.asked)
                .filteredOn(each -> each.startsWith("all"))
                .containsExactly("all PT10S", "all PT3S", "all PT10S");
        enforced.everywhere = new Receipt(3, 3);
        assertThat(api.put("apiproducts/p?wait=enforced", PRODUCT).header("Turnpike-Enforced"))
                .isEmpty();
    }

    @Test
    @DisplayName("extensions 5: nodes; issue: health and metrics")
    void showsTheInstallation() {
        assertThat(api.get("/v1/nodes").json()).isEqualTo(json("""
                [{"node":"one","started":"2026-01-01T00:00:00.000Z","revision":7,
                  "seenAt":"2026-01-01T00:00:00.000Z","version":"0.1"}]"""));
        assertThat(api.get("/health/live", "Authorization", "").json()).isEqualTo(json("{\"status\":\"live\"}"));
        assertThat(api.get("/health/ready", "Authorization", "").status()).isEqualTo(200);
        assertThat(api.get("/metrics", "Authorization", "").status()).isEqualTo(401);
        assertThat(api.get("/metrics").body().lines()).contains("turnpike_up 1", "turnpike_sign_in_failures_total 0");
        api.get("apiproducts", "Authorization", "Bearer wrong").mustBe(401);
        api.get("apiproducts", "Authorization", basic("admin", "wrong")).mustBe(401);
        assertThat(api.get("/metrics").body()).endsWith("\nturnpike_sign_in_failures_total 2\n");
    }

    @Test
    @DisplayName("2.2: unknown paths and methods answer in the dialect's shape")
    void answersUnroutedCalls() {
        var missing = api.get("/edge/v1/organizations/default/moons");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json().get("code").asString()).isEqualTo("rest.interceptor.no_such_resource");
        var wrong = api.send("PATCH", "apiproducts", "{}");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).contains("GET").contains("POST");
    }

    @Test
    @DisplayName("issue: /openapi.json describes every route with its permission")
    void describesItself() {
        var described = api.get("/openapi.json", "Authorization", "").json();

        assertThat(described.get("openapi").asString()).isEqualTo("3.1.0");
        var create = described
                .get("paths")
                .get("/v1/organizations/{org}/apiproducts")
                .get("post");
        assertThat(create.get("x-turnpike-permission").asString()).isEqualTo("PRODUCT_WRITE");
        assertThat(create.get("operationId").asString()).isEqualTo("postApiproducts");
        assertThat(create.at("/requestBody/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/ApiProduct");
        var summaries = new ArrayList<String>();
        described
                .get("paths")
                .forEach(path -> path.forEach(
                        operation -> summaries.add(operation.get("summary").asString())));
        assertThat(summaries).hasSizeGreaterThan(40).doesNotContain("");
    }

    private static boolean isX(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().isObject();
    }

    /// Notes what was asked of it.
    private static final class Waiting implements Enforced {
        final List<String> asked = new ArrayList<>();
        volatile Receipt everywhere = new Receipt(1, 1);

        @Override
        public Receipt awaitLocal(long revision) {
            asked.add("local " + revision);
            return new Receipt(1, 1);
        }

        @Override
        public Receipt awaitAll(long revision, Duration atMost) {
            asked.add("all " + atMost);
            return everywhere;
        }
    }
}
