package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.READER_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("management-api 18: audits")
class AuditApiTest {
    private static final String AUDITS = "/x/v1/audits/organizations/default";
    private static final String PATH = "/v1/organizations/default/";
    private static final long START = 1_767_225_600_000L;

    private ApiServer api;

    /// A product is made at second 0 and changed at 1; a reader may not delete it at 2; a developer with an app and a
    /// key is made at 3.
    @BeforeEach
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
        AppSamples.addProduct(api, "gold", "auto");
        api.clock.advance(Duration.ofSeconds(1));
        api.post("apiproducts/g%6Fld/attributes/a", "{\"value\":\"1\"}").mustBe(200);
        api.clock.advance(Duration.ofSeconds(1));
        api.delete("apiproducts/gold", "Authorization", "Bearer " + READER_TOKEN)
                .mustBe(403);
        api.clock.advance(Duration.ofSeconds(1));
        AppSamples.addDeveloper(api, "ann@example.org");
        api.post("developers/ann@example.org/apps", "{\"name\":\"app\"}").mustBe(201);
        api.post("developers/ann@example.org/apps/app/keys", "{\"consumerKey\":\"s3cretkey\",\"consumerSecret\":\"s\"}")
                .mustBe(201);
        api.delete("developers/ann@example.org/apps/app/keys/s3cretkey").mustBe(200);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("audits.apiproducts in both dialects, the newest first, denied calls among them")
    void listsWhatBefellAProduct() {
        api.get(AUDITS + "/apiproducts/gold").mustBe(200).mustHold("""
                {"auditRecord":[
                  {"operation":"DELETE","requestUri":"%1$sapiproducts/gold","responseCode":403,
                   "timeStamp":"1767225602000","user":"reader-token"},
                  {"operation":"CREATE","requestUri":"%1$sapiproducts/gold/attributes/a","responseCode":200,
                   "timeStamp":"1767225601000","user":"admin-token"},
                  {"operation":"CREATE","requestUri":"%1$sapiproducts/gold","responseCode":200,
                   "timeStamp":"1767225600000","user":"admin-token"}]}""".formatted(PATH));
        api.get("/edge/v1/audits/organizations/default/apiproducts/gold?expand=false")
                .mustBe(200)
                .mustHold("""
                        {"auditRecord":[
                          {"operation":"DELETE","requestUri":"%1$sapiproducts/gold","responseCode":403,
                           "timeStamp":1767225602000,"user":"reader-token"},
                          {"operation":"CREATE","requestUri":"%1$sapiproducts/gold","responseCode":200,
                           "timeStamp":1767225600000,"user":"admin-token"}]}""".formatted(PATH));
        api.get(AUDITS + "/apiproducts/none").mustBe(200).mustHold("{\"auditRecord\":[]}");
    }

    @Test
    @DisplayName("audits.org, audits.developers, audits.apps; keys in paths stay masked")
    void listsByPath() {
        assertThat(uris("")).hasSize(7);
        assertThat(uris("/developers?expand=false")).isEmpty();
        assertThat(uris("/developers/ann@example.org?expand=false")).containsExactly("developers/ann@example.org");
        assertThat(uris("/developers")).hasSize(4).contains("developers/ann@example.org/apps/app/keys/****");
        assertThat(uris("/developers/ann@example.org/apps")).hasSize(3);
        assertThat(uris("/developers/ann%40example.org/apps/app")).hasSize(3);
        assertThat(uris("/apis")).isEmpty();
        assertThat(uris("/sharedflows/x")).isEmpty();
        assertThat(api.get(AUDITS).body()).doesNotContain("s3cretkey");
    }

    @Test
    @DisplayName("timeline, startTime and endTime, rows, operation, user")
    void filters() {
        assertThat(uris("?startTime=%d&endTime=%d".formatted(START + 1_000, START + 2_000)))
                .containsExactly("apiproducts/gold", "apiproducts/gold/attributes/a");
        assertThat(uris("?rows=1&endTime=" + START)).containsExactly("apiproducts/gold");
        assertThat(uris("?user=reader-token")).containsExactly("apiproducts/gold");
        assertThat(uris("/apiproducts?operation=create")).hasSize(2);
        api.clock.advance(Duration.ofDays(2));
        assertThat(uris("")).as("today").isEmpty();
        assertThat(uris("?timeline=week")).hasSize(7);
        api.clock.advance(Duration.ofDays(20));
        assertThat(uris("?timeline=week")).isEmpty();
        assertThat(uris("?timeline=month")).hasSize(7);
    }

    @Test
    @DisplayName("what a call makes is named, whoever gave the name; keys are not")
    void namesWhatWasMade() {
        api.clock.advance(Duration.ofDays(1));
        api.post("apis", "{\"name\":\"p\",\"basePath\":\"/p\",\"target\":\"http://127.0.0.1:9\"}")
                .mustBe(201);
        api.post("apis/p/revisions", "{\"basePath\":\"/p\",\"target\":\"http://127.0.0.1:9\"}")
                .mustBe(201);
        String plan = api.post("apiproducts/gold/rateplans", "{\"displayName\":\"P\"}")
                .text("/name");
        api.post("environments/test/caches?name=a%20b", "{}").mustBe(201);
        api.post("userroles", "{\"role\":[{\"name\":\"r\"}]}").mustBe(200);
        api.post("developers/ann@example.org/apps/app", "{\"apiProducts\":[\"gold\"]}")
                .mustBe(200);
        api.post(
                        "apps:import",
                        "{\"developer\":\"ann@example.org\",\"name\":\"other\"}",
                        "Content-Type",
                        "application/x-ndjson")
                .mustBe(200);

        assertThat(uris(""))
                .containsExactlyInAnyOrder(
                        "apis/p",
                        "apis/p/revisions",
                        "apiproducts/gold/rateplans/" + plan,
                        "environments/test/caches/a%20b",
                        "userroles/r",
                        "developers/ann@example.org/apps/app",
                        "apps:import");
    }

    @Test
    @DisplayName("audits.users: what one did, in every organization")
    void listsByUser() {
        api.get("/edge/v1/audits/users/reader-token").mustBe(200).mustHold("""
                {"auditRecord":[
                  {"operation":"DELETE","requestUri":"%sapiproducts/gold","responseCode":403,
                   "timeStamp":1767225602000,"user":"reader-token"}]}""".formatted(PATH));
    }

    @Test
    @DisplayName("an organization sees its own audit only")
    void showsItsOwnOnly() {
        api.addOrganization("globex");

        api.get("/x/v1/audits/organizations/globex").mustBe(200).mustHold("{\"auditRecord\":[]}");
        api.get("/x/v1/audits/organizations/nowhere").mustBe(404);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "timeline=year, 'timeline must be today, week or month'",
        "timeline=week&startTime=1, timeline must not stand beside startTime and endTime",
        "startTime=soon, startTime must be milliseconds since the epoch",
        "startTime=2&endTime=1, startTime must not lie behind endTime",
        "rows=-1, rows must be a number that is not negative",
    })
    void refusesABadQuery(String query, String message) {
        api.get(AUDITS + "?" + query)
                .mustRefuseAsX(400, "INVALID_ARGUMENT", "rest.interceptor.invalid_parameter", message);
    }

    /// What the records name, below the organization.
    private List<String> uris(String query) {
        return api.get(AUDITS + query).mustBe(200).json().get("auditRecord").findValuesAsString("requestUri").stream()
                .map(each -> each.substring(PATH.length()))
                .toList();
    }
}
