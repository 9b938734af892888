package io.turnpike.server.api;

import static io.turnpike.server.api.AppSamples.APPS;
import static io.turnpike.server.api.AppSamples.ORGANIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// management-api 11: the rows developers.apps.* of the checklist.
class AppApiTest {
    private static final String WEATHER = """
            {"name":"weather","apiProducts":["gold","silver"],"callbackUrl":"http://example.com","scopes":["READ"],
             "keyExpiresIn":"3600000","attributes":[{"name":"DisplayName","value":"My app"}]}""";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = AppSamples.start(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("developers.apps.create in X: int64 are strings, empty lists are absent; a manual product is pending")
    void createsWithOneCredentialInX() {
        var made = api.post(APPS, WEATHER).mustBe(201);

        made.mustHold("""
                {"appId":"%s","name":"weather","developerId":"%s","status":"approved","appFamily":"default",
                 "callbackUrl":"http://example.com","attributes":[{"name":"DisplayName","value":"My app"}],
                 "createdAt":"1767225600000","lastModifiedAt":"1767225600000",
                 "credentials":[{"consumerKey":"%s","consumerSecret":"%s","status":"approved",
                  "apiProducts":[{"apiproduct":"gold","status":"approved"},{"apiproduct":"silver","status":"pending"}],
                  "scopes":["READ"],"issuedAt":"1767225600000","expiresAt":"1767229200000"}]}
                """.formatted(
                        made.text("/appId"),
                        developerId(),
                        made.text("/credentials/0/consumerKey"),
                        made.text("/credentials/0/consumerSecret")));
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        api.get(APPS + "/weather").mustBe(200).mustHold(made.body());
    }

    @Test
    @DisplayName("management-api 22: the worked body of an app in Edge; int64 are numbers, empty lists are there")
    void createsWithOneCredentialInEdge() {
        var made = api.post("/edge" + APPS, """
                        {"name":"myapp","apiProducts":["silver"],"callbackUrl":"http://example.com",
                         "attributes":[{"name":"DisplayName","value":"My app"}]}""").mustBe(201);

        made.mustHold("""
                {"appFamily":"default","appId":"%s","attributes":[{"name":"DisplayName","value":"My app"}],
                 "callbackUrl":"http://example.com","createdAt":1767225600000,"createdBy":"admin-token",
                 "credentials":[{"apiProducts":[{"apiproduct":"silver","status":"pending"}],"attributes":[],
                  "consumerKey":"%s","consumerSecret":"%s","expiresAt":-1,"issuedAt":1767225600000,"scopes":[],
                  "status":"approved"}],
                 "developerId":"%s","lastModifiedAt":1767225600000,"lastModifiedBy":"admin-token","name":"myapp",
                 "scopes":[],"status":"approved"}
                """.formatted(
                        made.text("/appId"),
                        made.text("/credentials/0/consumerKey"),
                        made.text("/credentials/0/consumerSecret"),
                        developerId()));
    }

    @Test
    @DisplayName("an app without products has a credential too; 24.1 #1 scopes []; 20 #34 expiresAt -1")
    void createsACredentialWithoutProducts() {
        var made = api.post(APPS, "{\"name\":\"bare\"}").mustBe(201);

        assertThat(made.json().at("/credentials")).hasSize(1);
        assertThat(made.json().at("/credentials/0/scopes").isEmpty()).isTrue();
        assertThat(made.json().at("/credentials/0/scopes").isArray()).isTrue();
        assertThat(made.text("/credentials/0/expiresAt")).isEqualTo("-1");
    }

    @Test
    @DisplayName("management-api 3: keys of 48 and secrets of 64 letters and digits, or as the properties say")
    void generatesKeysAsLongAsTheOrganizationWants() {
        var made = api.post(APPS, "{\"name\":\"standard\"}").mustBe(201);
        assertThat(made.text("/credentials/0/consumerKey")).matches("[A-Za-z0-9]{48}");
        assertThat(made.text("/credentials/0/consumerSecret")).matches("[A-Za-z0-9]{64}");

        AppSamples.setProperty(api, "keymanagement.consumer.key.length", "32");
        made = api.post(APPS, "{\"name\":\"shorter\"}").mustBe(201);
        assertThat(made.text("/credentials/0/consumerKey")).matches("[A-Za-z0-9]{32}");
    }

    @Test
    @DisplayName("management-api 3: features.keymanagement.disable.unbounded.permissions")
    void refusesAnAppWithoutProductsWhereTheOrganizationWantsOne() {
        AppSamples.setProperty(api, "features.keymanagement.disable.unbounded.permissions", "true");

        api.post("/edge" + APPS, "{\"name\":\"bare\"}")
                .mustRefuse(
                        400,
                        "keymanagement.service.ApiProductsRequired",
                        "App bare must name an API product in this organization");
        api.post(APPS, "{\"name\":\"bare\",\"apiProducts\":[\"gold\"]}").mustBe(201);
    }

    @Test
    @DisplayName(
            "1.7: unexpanded, X shows the name as appId, Edge a bare list; a start key is included; 404 if unknown")
    void listsPages() {
        for (String name : new String[] {"cedar", "alder", "birch"}) {
            api.post(APPS, "{\"name\":\"%s\"}".formatted(name)).mustBe(201);
        }

        api.get(APPS).mustBe(200).mustHold("""
                {"app":[{"appId":"alder"},{"appId":"birch"},{"appId":"cedar"}]}""");
        api.get("/edge" + APPS + "?count=2").mustBe(200).mustHold("[\"alder\",\"birch\"]");
        api.get("/edge" + APPS + "?startKey=birch&count=2").mustBe(200).mustHold("[\"birch\",\"cedar\"]");
        api.get("/edge" + APPS + "?startKey=cedar").mustBe(200).mustHold("[\"cedar\"]");
        api.get("/edge" + APPS + "?startKey=oak")
                .mustRefuse(404, "keymanagement.service.app_doesnot_exist", "App with name oak does not exist");
        api.get("/edge" + APPS + "?count=-1")
                .mustRefuse(400, "rest.interceptor.invalid_parameter", "count must be a number that is not negative");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"expand=true", "shallowExpand=TRUE", "expand=true&startKey=weather&count=5"})
    @DisplayName("1.7: expanded lists hold whole apps")
    void listsWholeApps(String query) {
        var made = api.post(APPS, WEATHER).mustBe(201);

        api.get(APPS + "?" + query).mustBe(200).mustHold("{\"app\":[%s]}".formatted(made.body()));
    }

    @Test
    @DisplayName("24.1 #1, 1.7: an empty list is a list")
    void listsNothing() {
        api.get(APPS).mustBe(200).mustHold("{\"app\":[]}");
        api.get("/edge" + APPS).mustBe(200).mustHold("[]");
    }

    @Test
    @DisplayName(
            "developers.apps.update: products make a new credential, first in the list; old ones stay (1.9, 20 #14)")
    void updatesWithProductsByANewCredential() {
        var made = api.post(APPS, WEATHER).mustBe(201);
        api.clock.advance(Duration.ofSeconds(1));
        var updated = api.put(APPS + "/weather", """
                {"name":"weather","apiProducts":["gold"],"keyExpiresIn":-1,"scopes":["WRITE"]}""").mustBe(200);

        updated.mustHold("""
                {"appId":"%s","name":"weather","developerId":"%s","status":"approved","appFamily":"default",
                 "createdAt":"1767225600000","lastModifiedAt":"1767225601000",
                 "credentials":[{"consumerKey":"%s","consumerSecret":"%s","status":"approved",
                  "apiProducts":[{"apiproduct":"gold","status":"approved"}],
                  "scopes":["WRITE"],"issuedAt":"1767225601000","expiresAt":"-1"},%s]}
                """.formatted(
                        made.text("/appId"),
                        developerId(),
                        updated.text("/credentials/0/consumerKey"),
                        updated.text("/credentials/0/consumerSecret"),
                        made.json().at("/credentials/0")));
        assertThat(updated.text("/credentials/0/consumerKey")).isNotEqualTo(made.text("/credentials/0/consumerKey"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "/edge"})
    @DisplayName("11.1: an app sent back as it was read changes nothing and makes no key (clients do that)")
    void takesItsOwnAnswerBack(String dialect) {
        var made = api.post(dialect + APPS, WEATHER).mustBe(201);

        api.put(dialect + APPS + "/weather", made.body()).mustBe(200).mustHold(made.body());
    }

    @Test
    @DisplayName("1.9: an update replaces attributes and callback, absent ones are cleared; name_mismatch")
    void updatesAsAWhole() {
        api.post(APPS, WEATHER).mustBe(201);

        var updated = api.put("/edge" + APPS + "/weather", "{}").mustBe(200);
        assertThat(updated.json().has("callbackUrl")).isFalse();
        assertThat(updated.json().at("/attributes").isEmpty()).isTrue();
        assertThat(updated.json().at("/credentials")).hasSize(1);
        api.put("/edge" + APPS + "/weather", "{\"name\":\"other\"}")
                .mustRefuse(400, "rest.interceptor.name_mismatch", "name in the URL does not match the payload");
    }

    @Test
    @DisplayName("ruling 10: a stale If-Match is 412 and changes nothing, without it the last write wins")
    void refusesAStaleUpdate() {
        String tag = api.post(APPS, WEATHER).mustBe(201).header("ETag");
        api.put(APPS + "/weather", "{}").mustBe(200);
        long revision = api.revision();

        api.send("PUT", "/edge" + APPS + "/weather", "{}", "If-Match", tag)
                .mustRefuse(412, "rest.interceptor.changed_meanwhile", "App weather was changed since it was read");
        api.send("DELETE", "/edge" + APPS + "/weather", "", "If-Match", tag).mustBe(412);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("developers.apps.setStatus: 204 and no body; any state leads to any other")
    void approvesAndRevokes() {
        api.post(APPS, WEATHER).mustBe(201);

        var revoked = api.post(APPS + "/weather?action=revoke", "").mustBe(204);
        assertThat(revoked.body()).isEmpty();
        assertThat(revoked.header("Turnpike-Revision")).isEqualTo(Long.toString(api.revision()));
        assertThat(api.get(APPS + "/weather").text("/status")).isEqualTo("revoked");
        api.post(APPS + "/weather?action=revoke", "").mustBe(204);
        api.post(APPS + "/weather?action=approve", "").mustBe(204);
        assertThat(api.get(APPS + "/weather").text("/status")).isEqualTo("approved");
        api.post("/edge" + APPS + "/weather?action=drop", "")
                .mustRefuse(400, "keymanagement.service.InvalidAction", "action must be approve or revoke");
    }

    @Test
    @DisplayName("11.1 (c): Edge's body with a status answers 200 and makes no key")
    void takesAStatusInTheBody() {
        api.post(APPS, WEATHER).mustBe(201);

        var revoked =
                api.post("/edge" + APPS + "/weather", "{\"status\":\"revoke\"}").mustBe(200);
        assertThat(revoked.text("/status")).isEqualTo("revoked");
        assertThat(revoked.json().at("/credentials")).hasSize(1);
        api.post("/edge" + APPS + "/weather", "{\"status\":\"paused\"}")
                .mustRefuse(400, "rest.interceptor.invalid_parameter", "status must be approve or revoke");
    }

    @Test
    @DisplayName("11.1 (b): a body makes a further key, newest first; an empty list leaves attributes (20 #16)")
    void generatesAKeyPair() {
        var made = api.post(APPS, WEATHER).mustBe(201);
        api.clock.advance(Duration.ofSeconds(5));
        var grown = api.post(APPS + "/weather", """
                {"apiProducts":["gold"],"keyExpiresIn":1000,"attributes":[],"callbackUrl":"http://example.com"}""").mustBe(200);

        assertThat(grown.json().at("/credentials")).hasSize(2);
        assertThat(grown.text("/credentials/0/expiresAt")).isEqualTo("1767225606000");
        assertThat(grown.json().at("/credentials/1")).isEqualTo(made.json().at("/credentials/0"));
        assertThat(grown.json().at("/attributes")).isEqualTo(made.json().at("/attributes"));
        assertThat(grown.text("/callbackUrl")).isEqualTo("http://example.com");
    }

    @Test
    @DisplayName("11.1 (b): attributes and callback in the body replace the app's, omitted ones go")
    void generatesAKeyPairAndReplacesTheRest() {
        api.post(APPS, WEATHER).mustBe(201);

        var grown = api.post(APPS + "/weather", """
                {"apiProducts":["gold"],"attributes":[{"name":"Notes","value":"n"}]}""").mustBe(200);
        assertThat(grown.json().at("/attributes").toString()).isEqualTo("[{\"name\":\"Notes\",\"value\":\"n\"}]");
        assertThat(grown.json().has("callbackUrl")).isFalse();
        grown = api.post(APPS + "/weather", "{\"apiProducts\":[\"gold\"]}").mustBe(200);
        assertThat(grown.json().has("attributes")).isFalse();
    }

    @Test
    @DisplayName("developers.apps.delete: 200 and the app as it was, then 404; its key can be used again")
    void deletes() {
        api.post(APPS, WEATHER).mustBe(201);
        api.post(APPS + "/weather/keys", "{\"consumerKey\":\"my-key\"}").mustBe(201);
        var read = api.get(APPS + "/weather").mustBe(200);

        api.delete(APPS + "/weather").mustBe(200).mustHold(read.body());
        api.delete(APPS + "/weather")
                .mustRefuseAsX(
                        404,
                        "NOT_FOUND",
                        "developer.service.AppDoesNotExist",
                        "App named weather does not exist under ann@example.org");
        api.post(APPS, WEATHER).mustBe(201);
        api.post(APPS + "/weather/keys", "{\"consumerKey\":\"my-key\"}").mustBe(201);
    }

    @Test
    @DisplayName("9.5: attributes.list, replaceAll, get, update, delete")
    void hasAttributes() {
        String attributes = APPS + "/weather/attributes";
        api.post(APPS, "{\"name\":\"weather\"}").mustBe(201);

        api.get(attributes).mustBe(200).mustHold("{\"attribute\":[]}");
        api.post(attributes, "{\"attribute\":[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"b\",\"value\":\"2\"}]}")
                .mustBe(200)
                .mustHold("{\"attribute\":[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"b\",\"value\":\"2\"}]}");
        api.post(attributes + "/c", "{\"value\":\"3\"}").mustBe(200).mustHold("{\"name\":\"c\",\"value\":\"3\"}");
        api.get(attributes + "/b").mustBe(200).mustHold("{\"name\":\"b\",\"value\":\"2\"}");
        api.delete(attributes + "/a").mustBe(200).mustHold("{\"name\":\"a\",\"value\":\"1\"}");
        api.get("/edge" + attributes + "/a")
                .mustRefuse(404, "organizations.keymanagement.AttributeDoesntExist", "Attribute a does not exist");
        api.get(attributes)
                .mustHold("{\"attribute\":[{\"name\":\"b\",\"value\":\"2\"},{\"name\":\"c\",\"value\":\"3\"}]}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/developers/ac+x@example.org/apps/a%20b",
                "/developers/ac%2Bx%40example.org/apps/a+b",
                "/developers/ac%252Bx%2540example.org/apps/a%2520b",
                "/developers/AC+X@Example.org/apps/a%20b",
            })
    @DisplayName("1.8, 24.2: names escaped once, twice, or with + for a blank")
    void findsNamesAsClientsEscapeThem(String path) {
        AppSamples.addDeveloper(api, "ac+x@example.org");
        var made = api.post(ORGANIZATION + "/developers/ac+x@example.org/apps", "{\"name\":\"a b\"}")
                .mustBe(201);

        api.get(ORGANIZATION + path).mustBe(200).mustHold(made.body());
    }

    @Test
    @DisplayName("1.8: a developer is named by his id on every path")
    void findsTheDeveloperById() {
        var made = api.post(ORGANIZATION + "/developers/" + developerId() + "/apps", WEATHER)
                .mustBe(201);

        api.get("/v1/o/default/developers/" + developerId() + "/apps/weather").mustBe(200);
        api.get(APPS + "/weather").mustBe(200).mustHold(made.body());
    }

    @Test
    @DisplayName("9.7: a deleted product leaves the credentials, which stay")
    void forgetsADeletedProduct() {
        api.post(APPS, WEATHER).mustBe(201);
        api.delete(ORGANIZATION + "/apiproducts/gold").mustBe(200);

        assertThat(api.get(APPS + "/weather")
                        .json()
                        .at("/credentials/0/apiProducts")
                        .toString())
                .isEqualTo("[{\"apiproduct\":\"silver\",\"status\":\"pending\"}]");
    }

    private String developerId() {
        return api.get("developers/ann@example.org").text("/developerId");
    }
}
