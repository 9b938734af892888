package io.turnpike.server.api;

import static io.turnpike.server.api.AppSamples.ORGANIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// management-api 14, 15, 20: the rows appgroups.apps.* and companies.apps.*: where the apps and keys of groups are not
/// as those of developers. What is the same is in `OwnersAlikeApiTest`.
class GroupAppApiTest {
    private static final String GROUP_APPS = ORGANIZATION + "/appgroups/web/apps";
    private static final String COMPANY_APPS = "/edge" + ORGANIZATION + "/companies/web/apps";
    private static final String KEY = GROUP_APPS + "/app/keys/my-key";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = AppSamples.start(folder);
        api.post(ORGANIZATION + "/appgroups", "{\"name\":\"web\"}").mustBe(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("14, 20 #1: an app group's app names the app group; keyExpiresIn counts seconds")
    void createsAnAppOfAnAppGroup() {
        var made = api.post(GROUP_APPS, """
                        {"name":"app","apiProducts":["gold"],"callbackUrl":"http://example.com","scopes":["READ"],
                         "keyExpiresIn":"3600","attributes":[{"name":"a","value":"1"}]}""").mustBe(201);

        made.mustHold("""
                {"appId":"%s","name":"app","appGroup":"web","status":"approved","callbackUrl":"http://example.com",
                 "attributes":[{"name":"a","value":"1"}],
                 "createdAt":"1767225600000","lastModifiedAt":"1767225600000",
                 "credentials":[{"consumerKey":"%s","consumerSecret":"%s","status":"approved",
                  "apiProducts":[{"apiproduct":"gold","status":"approved"}],
                  "scopes":["READ"],"issuedAt":"1767225600000","expiresAt":"1767229200000"}]}
                """.formatted(
                        made.text("/appId"),
                        made.text("/credentials/0/consumerKey"),
                        made.text("/credentials/0/consumerSecret")));
        api.get(GROUP_APPS + "/app").mustBe(200).mustHold(made.body());
    }

    @Test
    @DisplayName("15, 20 #1: a company's app names the company; keyExpiresIn counts milliseconds; apiproducts will do")
    void createsAnAppOfACompany() {
        var made = api.post(COMPANY_APPS, """
                        {"name":"app","apiproducts":["silver"],"keyExpiresIn":3600000}""").mustBe(201);

        made.mustHold("""
                {"appFamily":"default","appId":"%s","attributes":[],"companyName":"web","createdAt":1767225600000,
                 "createdBy":"admin-token",
                 "credentials":[{"apiProducts":[{"apiproduct":"silver","status":"pending"}],"attributes":[],
                  "consumerKey":"%s","consumerSecret":"%s","expiresAt":1767229200000,"issuedAt":1767225600000,
                  "scopes":[],"status":"approved"}],
                 "lastModifiedAt":1767225600000,"lastModifiedBy":"admin-token","name":"app","scopes":[],
                 "status":"approved"}
                """.formatted(
                        made.text("/appId"),
                        made.text("/credentials/0/consumerKey"),
                        made.text("/credentials/0/consumerSecret")));
        assertThat(api.get("/x" + ORGANIZATION + "/companies/web/apps/app").text("/companyName"))
                .as("the path's word, whatever the dialect")
                .isEqualTo("web");
    }

    @Test
    @DisplayName("2.3: unknown groups and apps; a taken name")
    void refusesUnknownAndTakenNames() {
        api.post(COMPANY_APPS, "{\"name\":\"app\"}").mustBe(201);

        api.get(COMPANY_APPS + "/none")
                .mustRefuse(404, "developer.service.AppDoesNotExist", "App named none does not exist under web");
        api.post(GROUP_APPS, "{\"name\":\"app\"}")
                .mustRefuseAsX(
                        409,
                        "ALREADY_EXISTS",
                        "keymanagement.service.app_already_exists",
                        "App with name app already exists");
        api.get("/edge" + ORGANIZATION + "/companies/none/apps")
                .mustRefuse(404, "keymanagement.service.CompanyDoesNotExist", "Company none does not exist");
        api.get(ORGANIZATION + "/appgroups/none/apps/app/keys/k")
                .mustRefuseAsX(
                        404, "NOT_FOUND", "keymanagement.service.AppGroupDoesNotExist", "AppGroup none does not exist");
    }

    @Test
    @DisplayName("1.7, 20 #10: appGroupApps, whole, by token")
    void listsAppsOfAnAppGroup() {
        api.get(GROUP_APPS).mustBe(200).mustHold("{\"appGroupApps\":[]}");
        String b = api.post(GROUP_APPS, "{\"name\":\"b\"}").mustBe(201).body();
        String a = api.post(GROUP_APPS, "{\"name\":\"a\"}").mustBe(201).body();

        api.get(GROUP_APPS).mustHold("{\"appGroupApps\":[%s,%s]}".formatted(a, b));
        var first = api.get(GROUP_APPS + "?pageSize=1").mustBe(200);
        first.mustHold("{\"appGroupApps\":[%s],\"nextPageToken\":\"%s\"}".formatted(a, first.text("/nextPageToken")));
        api.get(GROUP_APPS + "?pageSize=1&pageToken=" + first.text("/nextPageToken"))
                .mustHold("{\"appGroupApps\":[%s]}".formatted(b));
    }

    @Test
    @DisplayName("1.7: a company's apps: bare names, whole with expand, by start key and by the status of a key")
    void listsAppsOfACompany() {
        for (String name : List.of("c", "a", "b")) {
            api.post(COMPANY_APPS, "{\"name\":\"%s\"}".formatted(name)).mustBe(201);
        }
        api.post(COMPANY_APPS + "/b/keys", "{\"consumerKey\":\"my-key\"}").mustBe(201);
        api.post(COMPANY_APPS + "/b/keys/my-key?action=revoked", "").mustBe(204);

        api.get(COMPANY_APPS).mustBe(200).mustHold("[\"a\",\"b\",\"c\"]");
        api.get(COMPANY_APPS + "?startKey=b&count=1").mustHold("[\"b\"]");
        api.get(COMPANY_APPS + "?keyStatus=revoked").mustHold("[\"b\"]");
        api.get(COMPANY_APPS + "?keyStatus=approved&count=2&startKey=b").mustHold("[\"b\",\"c\"]");
        assertThat(api.get(COMPANY_APPS + "?expand=true&keyStatus=revoked").text("/app/0/companyName"))
                .isEqualTo("web");
        api.get(COMPANY_APPS + "?keyStatus=lost")
                .mustRefuse(400, "rest.interceptor.invalid_parameter", "keyStatus must be approved or revoked");
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({"approve, approved", "approved, approved", "revoke, revoked", "revoked, revoked"})
    @DisplayName("1.4, 20 #12: a status by PUT or POST, in either form of the word")
    void setsTheStatus(String word, String status) {
        api.post(GROUP_APPS, "{\"name\":\"app\"}").mustBe(201);
        String app = "/app?action=" + word;

        assertThat(api.put(GROUP_APPS + app, "", "Content-Type", "application/octet-stream")
                        .mustBe(200)
                        .text("/status"))
                .isEqualTo(status);
        api.post(GROUP_APPS + app, "").mustBe(204);
        api.post(COMPANY_APPS + app, "").mustBe(204);
        api.put(COMPANY_APPS + app, "").mustBe(204);
        assertThat(api.get(GROUP_APPS + "/app").text("/status")).isEqualTo(status);
    }

    @Test
    @DisplayName("14: an app group's key is changed by action, apiProducts and appGroupAppKey, in one call")
    void changesAKeyInTheWordsOfAppGroups() {
        key();

        api.post(KEY, """
                        {"action":"revoke","apiProducts":["gold","silver"],
                         "appGroupAppKey":{"scopes":["READ"],"attributes":[{"name":"a","value":"1"}]}}""").mustBe(200).mustHold("""
                        {"consumerKey":"my-key","consumerSecret":"my-secret","status":"revoked",
                         "apiProducts":[{"apiproduct":"gold","status":"approved"},
                          {"apiproduct":"silver","status":"pending"}],
                         "attributes":[{"name":"a","value":"1"}],"scopes":["READ"],"issuedAt":"1767225600000",
                         "expiresAt":"-1"}""");
        assertThat(api.post(KEY + "?action=approve", "{\"apiProducts\":[\"gold\"]}")
                        .mustBe(200)
                        .text("/status"))
                .isEqualTo("approved");
        api.post(KEY + "?action=revoke", "").mustBe(204);
        assertThat(api.get(KEY).text("/status")).isEqualTo("revoked");
        api.post("/edge" + KEY, "{\"action\":\"pause\"}")
                .mustRefuse(400, "keymanagement.service.InvalidAction", "action must be approve or revoke");
    }

    @Test
    @DisplayName("a refused change of a key changes nothing of it")
    void changesAKeyWhollyOrNotAtAll() {
        key();
        String before = api.get(KEY).body();

        api.post(KEY, "{\"action\":\"revoke\",\"apiProducts\":[\"gold\",\"lead\"]}")
                .mustBe(400);
        api.post(KEY, "{\"action\":\"revoke\",\"appGroupAppKey\":{\"scopes\":[\"NONE\"]}}")
                .mustBe(400);
        api.get(KEY).mustHold(before);
    }

    @Test
    @DisplayName("13: exactly one of developerId, companyName and appGroup; filters by group and kind of owner")
    void listsAppsOfGroupsAmongAll() {
        String groups = api.post(GROUP_APPS, "{\"name\":\"app\"}").mustBe(201).text("/appId");
        api.post(AppSamples.APPS, "{\"name\":\"app\"}").mustBe(201);
        String all = ORGANIZATION + "/apps";

        var x = api.get(all + "/" + groups).mustBe(200).json();
        assertThat(x.propertyNames())
                .contains("appGroup")
                .doesNotContain("developerId", "companyName", "developerEmail");
        var edge = api.get("/edge" + all + "/" + groups).mustBe(200).json();
        assertThat(edge.propertyNames()).contains("companyName").doesNotContain("developerId", "appGroup");
        for (String query : List.of("filter=appGroup=web", "filter=appType=AppGroup", "apptype=company&expand=true")) {
            var found = api.get(all + "?" + query).mustBe(200).json().at("/app");
            assertThat(found).as(query).hasSize(1);
            assertThat(found.at("/0/appId").asString()).isEqualTo(groups);
        }
        assertThat(api.get(all + "?filter=appType=Developer").json().at("/app")).hasSize(1);
        assertThat(api.get(all + "?filter=appName=app").json().at("/app")).hasSize(2);
        assertThat(api.get(all + "?filter=appGroup=none").json().at("/app")).isEmpty();
        assertThat(api.get(all + "?pageSize=9&filter=appType=AppGroup")
                        .json()
                        .at("/totalSize")
                        .intValue())
                .isEqualTo(1);
        api.get("/edge" + all + "?apptype=robot")
                .mustRefuse(
                        400, "rest.interceptor.invalid_parameter", "appType must be developer, appgroup or company");
    }

    @Test
    @DisplayName("TE5: an app moves to another owner with its keys; not where that one has an app of its name")
    void movesToAnotherOwner() {
        key();
        String app = api.get(GROUP_APPS + "/app").text("/appId");
        String transfer = "/edge" + ORGANIZATION + "/apps/" + app + ":transfer";
        String credentials =
                api.get(GROUP_APPS + "/app").json().at("/credentials").toString();

        assertThat(api.post(transfer, "{\"developer\":\"ann@example.org\"}")
                        .mustBe(200)
                        .json()
                        .has("developerId"))
                .isTrue();
        api.get(GROUP_APPS + "/app").mustBe(404);
        assertThat(api.get(AppSamples.APPS + "/app").json().at("/credentials").toString())
                .isEqualTo(credentials);

        api.post(GROUP_APPS, "{\"name\":\"app\"}").mustBe(201);
        long revision = api.revision();
        for (String owner : List.of("appGroup", "company")) {
            api.post(transfer, "{\"%s\":\"web\"}".formatted(owner))
                    .mustRefuse(409, "keymanagement.service.app_already_exists", "App with name app already exists");
        }
        api.post(transfer, "{\"company\":\"none\"}").mustBe(404);
        api.post("/edge" + ORGANIZATION + "/apps/none:transfer", "{\"company\":\"web\"}")
                .mustBe(404);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}",
                "{\"developer\":\"ann@example.org\",\"company\":\"web\"}",
                "{\"owner\":\"ann@example.org\"}"
            })
    void refusesATransferToNobody(String body) {
        key();
        String app = api.get(GROUP_APPS + "/app").text("/appId");

        api.post(ORGANIZATION + "/apps/" + app + ":transfer", body).mustBe(400);
    }

    private void key() {
        api.post(GROUP_APPS, "{\"name\":\"app\"}").mustBe(201);
        api.post(GROUP_APPS + "/app/keys", "{\"consumerKey\":\"my-key\",\"consumerSecret\":\"my-secret\"}")
                .mustBe(201);
    }
}
