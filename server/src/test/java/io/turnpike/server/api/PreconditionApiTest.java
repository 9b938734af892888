package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.secret.Certificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `/openapi.json` promises of `If-Match`, and what is kept of it.
class PreconditionApiTest {
    private static final String ISSUER =
            "{\"name\":\"n\",\"issuer\":\"https://id.example\",\"jwksUrl\":\"https://id.example/jwks\",\"audiences\":[\"a\"]}";

    /// Bodies that would change something, by what the path ends with; `{}` elsewhere.
    private static final Map<String, String> BODIES = Map.of(
            "/apis/{api}/revisions/{revision}",
            "{\"basePath\":\"/p\",\"target\":\"http://127.0.0.1:9000\"}",
            "/targetservers/{name}",
            "{\"host\":\"h.example\",\"port\":80}",
            ":setAddons",
            "{\"addonsConfig\":{}}",
            ":setIamPolicy",
            "{\"policy\":{\"bindings\":[]}}",
            "/issuers/{name}",
            ISSUER,
            "/entries/{entry}",
            "{\"name\":\"e\",\"value\":\"2\"}",
            "/rateplans/{plan}",
            "{\"displayName\":\"P\"}",
            "/developers/{developer}",
            "{\"email\":\"ann@example.org\",\"firstName\":\"A\",\"lastName\":\"B\",\"userName\":\"c\"}",
            "/apiproducts/{product}",
            "{\"displayName\":\"P\"}");

    private String plan = "";

    @Test
    @DisplayName("ruling 10: every operation that promises 412 keeps its word, and a stale tag changes nothing")
    void keepsEveryPromise(@TempDir Path folder) throws Exception {
        try (var api = ApiServer.start(folder)) {
            fill(api, folder);
            long revision = api.revision();
            var softly = new SoftAssertions();
            var promised = operations(api, true);
            for (Operation each : promised) {
                var answer = each.send(api, "\"9999\"");
                softly.assertThat(answer.status())
                        .as("%s: %s", each, answer.body())
                        .isEqualTo(412);
            }

            softly.assertAll();
            assertThat(promised).hasSizeGreaterThan(50);
            assertThat(api.revision()).isEqualTo(revision);
        }
    }

    @Test
    @DisplayName("a change whose answer shows an entity tag takes one")
    void promisesWhereTagsAreShown(@TempDir Path folder) throws Exception {
        try (var api = ApiServer.start(folder)) {
            fill(api, folder);
            var softly = new SoftAssertions();
            for (Operation each : operations(api, false)) {
                if (!each.method().equals("DELETE")) {
                    var answer = each.send(api, "*");
                    softly.assertThat(answer.status() == 200
                                    && !answer.header("ETag").isEmpty())
                            .as("%s shows a tag", each)
                            .isFalse();
                }
            }

            softly.assertAll();
        }
    }

    private List<Operation> operations(ApiServer api, boolean guarded) {
        var found = new ArrayList<Operation>();
        api.get("/openapi.json")
                .json()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(each -> {
                    String method = each.getKey().toUpperCase(Locale.ROOT);
                    boolean promises = each.getValue().get("responses").has("412");
                    if (!method.equals("GET") && promises == guarded) {
                        found.add(new Operation(method, path.getKey(), plan));
                    }
                }));
        return found;
    }

    /// One thing of each sort, under names that `Operation.path` knows.
    private void fill(ApiServer api, Path folder) throws Exception {
        api.send("POST", "apis?action=import&name=a", zip(), "Content-Type", "application/zip")
                .mustBe(201);
        AppSamples.addProduct(api, "p", "auto");
        AppSamples.addDeveloper(api, "ann@example.org");
        api.post("appgroups", "{\"name\":\"default\"}").mustBe(201);
        for (String owner : List.of("developers/ann@example.org", "appgroups/default")) {
            api.post(owner + "/apps", "{\"name\":\"app\"}").mustBe(201);
        }
        api.post("environments/test/targetservers", "{\"name\":\"n\",\"host\":\"h.example\",\"port\":80}")
                .mustBe(201);
        api.post("environments/test/caches?name=n", "{}").mustBe(201);
        api.post("environments/test/issuers", ISSUER).mustBe(201);
        api.post("environments/test/keystores", KeyStoreApiTest.body("n", Certificates.of(folder, "dns:a.example")))
                .mustBe(201);
        for (String place : List.of("", "environments/test/", "apis/a/", "apis/a/revisions/1/")) {
            api.post(place + "keyvaluemaps", "{\"name\":\"m\"}").mustBe(201);
            api.post(place + "keyvaluemaps/m/entries", "{\"name\":\"e\",\"value\":\"1\"}")
                    .mustBe(201);
        }
        api.post("spaces?spaceId=s", "{}").mustBe(200);
        plan = api.post("apiproducts/p/rateplans", "{\"displayName\":\"P\"}").text("/name");
    }

    private static byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : Map.of(
                            "a.xml",
                            "<APIProxy/>",
                            "policies/Limit.xml",
                            "<Quota name='Limit'/>",
                            "proxies/n.xml",
                            "<ProxyEndpoint><HTTPProxyConnection><BasePath>/a</BasePath></HTTPProxyConnection></ProxyEndpoint>",
                            "targets/n.xml",
                            "<TargetEndpoint/>",
                            "resources/t/n",
                            "x")
                    .entrySet()) {
                zip.putNextEntry(new ZipEntry("apiproxy/" + file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private record Operation(String method, String template, String plan) {
        private static final String REVISION = "/revisions/{revision}";

        Answer send(ApiServer api, String tag) {
            if (method.equals("DELETE")) {
                return api.delete(path(), "If-Match", tag);
            }
            if (method.equals("POST") && template.endsWith(REVISION)) {
                return api.send("POST", path(), zip(), "If-Match", tag);
            }
            if (template.matches(".*/(proxies|targets|policies|resources)(/.*)?")) {
                return part(api, tag);
            }
            boolean acts = method.equals("POST") && template.matches(".*/(appgroups|companies)/\\{group}");
            String body = BODIES.entrySet().stream()
                    .filter(each -> template.endsWith(each.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("{}");
            return api.send(method, path() + (acts ? "?action=inactive" : ""), body, "If-Match", tag);
        }

        private Answer part(ApiServer api, String tag) {
            String query = method.equals("POST") ? "?type=t&name=new" : "";
            String name = template.contains("/policies/") ? "Limit" : method.equals("POST") ? "new" : "n";
            byte[] xml = "<A name='%s'/>".formatted(name).getBytes(UTF_8);
            return api.send(method, path() + query, xml, "If-Match", tag);
        }

        private String path() {
            return template.replace("/policies/{name}", "/policies/Limit")
                    .replace("{org}", "default")
                    .replace("{env}", "test")
                    .replace("{api}", "a")
                    .replace("{revision}", "1")
                    .replace("{product}", "p")
                    .replace("{plan}", plan)
                    .replace("{developer}", "ann@example.org")
                    .replaceAll("\\{(appGroup|company|group)}", "default")
                    .replace("{app}", "app")
                    .replace("{map}", "m")
                    .replace("{entry}", "e")
                    .replace("{space}", "s")
                    .replace("{type}", "t")
                    .replaceAll("\\{[^}]*}", "n");
        }
    }
}
