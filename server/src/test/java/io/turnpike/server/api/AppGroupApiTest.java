package io.turnpike.server.api;

import static io.turnpike.server.api.AppSamples.ORGANIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// management-api 14: the rows appgroups.* of the checklist.
class AppGroupApiTest {
    private static final String GROUPS = ORGANIZATION + "/appgroups";
    private static final String WEB = GROUPS + "/web";
    private static final String BODY = """
            {"name":"web","displayName":"Web","email":"web@example.org","channelId":"shop",
             "channelUri":"https://shop.example","attributes":[{"name":"z","value":"1"},{"name":"a","value":"2"}]}""";

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
    @DisplayName("appgroups.create, get: 201, active; attributes keep their order (24.1 rule 7)")
    void createsAndReads() {
        var made = api.post(GROUPS, BODY).mustBe(201);

        made.mustHold("""
                {"appGroupId":"%s","name":"web","displayName":"Web","email":"web@example.org","organization":"default",
                 "status":"active","channelId":"shop","channelUri":"https://shop.example",
                 "attributes":[{"name":"z","value":"1"},{"name":"a","value":"2"}],
                 "createdAt":"1767225600000","lastModifiedAt":"1767225600000"}""".formatted(made.text("/appGroupId")));
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        api.get(WEB).mustBe(200).mustHold(made.body());
        api.post(GROUPS, "{\"name\":\"bare\"}").mustBe(201);
        assertThat(api.get(GROUPS + "/bare").json().propertyNames())
                .containsExactly("appGroupId", "name", "organization", "status", "createdAt", "lastModifiedAt");
    }

    @Test
    @DisplayName("2.3: unknown and taken names, in both dialects; a name is taken in any case")
    void refusesUnknownAndTakenNames() {
        api.post(GROUPS, BODY).mustBe(201);
        long revision = api.revision();

        api.get(GROUPS + "/none")
                .mustRefuseAsX(
                        404, "NOT_FOUND", "keymanagement.service.AppGroupDoesNotExist", "AppGroup none does not exist");
        api.post("/edge" + GROUPS, "{\"name\":\"WEB\"}")
                .mustRefuse(409, "keymanagement.service.AppGroupAlreadyExists", "AppGroup WEB already exists");
        api.get(GROUPS + "/WEB").mustBe(404);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "0", "a/b", "a@b", " a"})
    @DisplayName("1.6: names")
    void refusesOtherNames(String name) {
        api.post(GROUPS, "{\"name\":\"%s\"}".formatted(name)).mustBe(400);
        api.get(GROUPS).mustHold("{\"appGroups\":[],\"totalSize\":0}");
    }

    @Test
    @DisplayName("24.1 rule 3: a body that holds only attributes keeps the rest")
    void keepsTheRestWhereOnlyAttributesAreSent() {
        var made = api.post(GROUPS, BODY).mustBe(201);

        api.put(WEB, "{\"attributes\":[{\"name\":\"b\",\"value\":\"3\"}]}")
                .mustBe(200)
                .mustHold(made.body()
                        .replaceFirst("\"attributes\":\\[[^]]*]", "\"attributes\":[{\"name\":\"b\",\"value\":\"3\"}]"));
    }

    @Test
    @DisplayName("24.1 rule 3: any other body replaces; the status is ignored, a name must be the path's")
    void replacesTheRestOtherwise() {
        api.post(GROUPS, BODY).mustBe(201);

        var changed = api.put(WEB, "{\"name\":\"web\",\"displayName\":\"Web 2\",\"status\":\"inactive\"}")
                .mustBe(200);
        changed.mustHold("""
                {"appGroupId":"%s","name":"web","displayName":"Web 2","organization":"default","status":"active",
                 "createdAt":"1767225600000","lastModifiedAt":"1767225600000"}""".formatted(changed.text("/appGroupId")));
        api.put("/edge" + WEB, "{\"name\":\"other\"}")
                .mustRefuse(400, "rest.interceptor.name_mismatch", "name in the URL does not match the payload");
        api.put(WEB, "{}", "If-Match", "\"1\"").mustBe(412);
        api.put(WEB, "{}", "If-Match", "\"2\"").mustBe(200);
    }

    @Test
    @DisplayName("appgroups.setStatus, 1.4, 20 #11: PUT answers the app group, POST nothing")
    void setsTheStatus() {
        api.post(GROUPS, BODY).mustBe(201);
        String[] octets = {"Content-Type", "application/octet-stream"};

        assertThat(api.put(WEB + "?action=inactive", "", octets).mustBe(200).text("/status"))
                .isEqualTo("inactive");
        assertThat(api.get(WEB).text("/status")).isEqualTo("inactive");
        assertThat(api.post(WEB + "?action=active", "", octets).mustBe(204).body())
                .isEmpty();
        assertThat(api.get(WEB).text("/status")).isEqualTo("active");
        for (String query : List.of("?action=pause", "")) {
            api.post("/edge" + WEB + query, "")
                    .mustRefuse(400, "keymanagement.service.InvalidAction", "action must be active or inactive");
        }
    }

    @Test
    @DisplayName("appgroups.delete: 200 with the app group as it was, its apps and keys with it; then 404")
    void deletesWithAppsAndKeys() {
        String made = api.post(GROUPS, BODY).mustBe(201).body();
        String app = api.post(WEB + "/apps", "{\"name\":\"app\"}").mustBe(201).text("/appId");
        api.post(WEB + "/apps/app/keys", "{\"consumerKey\":\"my-key\"}").mustBe(201);

        api.delete(WEB).mustBe(200).mustHold(made);
        api.delete(WEB).mustBe(404);
        api.get(ORGANIZATION + "/apps/" + app).mustBe(404);
        api.get(ORGANIZATION + "/apps?filter=consumerKey=my-key").mustHold("{\"app\":[]}");
    }

    @Test
    @DisplayName("1.7, 24.1 rule 6: whole objects, tokens are exclusive, totalSize counts all pages")
    void pagesByToken() {
        for (String name : List.of("c", "a b", "B", "a%")) {
            api.post(GROUPS, "{\"name\":\"%s\"}".formatted(name)).mustBe(201);
        }
        var seen = new ArrayList<String>();
        String next = "";
        do {
            var page = api.get(GROUPS + "?pageSize=3" + next).mustBe(200);
            assertThat(page.json().at("/totalSize").intValue()).isEqualTo(4);
            page.json()
                    .at("/appGroups")
                    .forEach(each -> seen.add(each.at("/name").asString()));
            String token = page.text("/nextPageToken");
            next = token.isEmpty() ? "" : "&pageToken=" + token;
        } while (!next.isEmpty());

        assertThat(seen).containsExactly("B", "a b", "a%", "c");
        assertThat(api.get(GROUPS + "?page_size=1&page_token=a%25").text("/appGroups/0/name"))
                .as("20 #9: a token that is a name is inclusive")
                .isEqualTo("a%");
        assertThat(api.get(GROUPS + "?pageSize=5000").json().at("/appGroups")).hasSize(4);
        api.get("/edge" + GROUPS + "?pageToken=~*")
                .mustRefuse(
                        400, "rest.interceptor.invalid_parameter", "pageToken must be a nextPageToken of an answer");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "status=active | web",
                "status=INACTIVE | idle",
                "channelId=shop | web",
                "channelUri=https://shop.example | web",
                "channelId=none | ''",
            })
    @DisplayName("appgroups.list: filter")
    void filters(String filter, String expected) {
        api.post(GROUPS, BODY).mustBe(201);
        api.post(GROUPS, "{\"name\":\"idle\"}").mustBe(201);
        api.put(GROUPS + "/idle?action=inactive", "").mustBe(200);

        var found = api.get(GROUPS + "?filter=" + filter).mustBe(200);
        assertThat(found.text("/appGroups/0/name")).isEqualTo(expected);
        assertThat(found.json().at("/totalSize").intValue()).isEqualTo(expected.isEmpty() ? 0 : 1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "color=red | filter must be field=value with one of status, channelId, channelUri",
                "status | filter must be field=value with one of status, channelId, channelUri",
                "status=paused | status must be active or inactive",
            })
    void refusesAFilterThatCannotBeMeantSo(String filter, String message) {
        api.get("/edge" + GROUPS + "?filter=" + filter).mustRefuse(400, "rest.interceptor.invalid_parameter", message);
    }

    @Test
    @DisplayName("9.5, 14: attributes have a resource of their own too; turnpike.* names are checked")
    void servesAttributes() {
        api.post(GROUPS, BODY).mustBe(201);

        api.post(WEB + "/attributes/a", "{\"value\":\"9\"}").mustBe(200).mustHold("{\"name\":\"a\",\"value\":\"9\"}");
        api.get(WEB + "/attributes").mustHold("""
                {"attribute":[{"name":"z","value":"1"},{"name":"a","value":"9"}]}""");
        api.delete(WEB + "/attributes/z").mustBe(200);
        api.post(WEB + "/attributes", "{\"attribute\":[]}").mustBe(200).mustHold("{\"attribute\":[]}");
        api.post("/edge" + WEB + "/attributes/turnpike.color", "{\"value\":\"red\"}")
                .mustRefuse(400, "organizations.keymanagement.InvalidAttribute", "turnpike.color is not known here");
    }

    @Test
    @DisplayName("1.8: names escaped twice, blanks as +")
    void findsNamesHoweverTheyAreEscaped() {
        api.post(GROUPS, "{\"name\":\"a b%\"}").mustBe(201);

        for (String segment : List.of("a%20b%25", "a+b%25", "a%2520b%2525")) {
            assertThat(api.get(GROUPS + "/" + segment).mustBe(200).text("/name"))
                    .isEqualTo("a b%");
        }
    }

    @Test
    void showsAReaderAndHidesFromNobodyElse() {
        api.post(GROUPS, BODY).mustBe(201);
        String[] reader = {"Authorization", "Bearer " + ApiServer.READER_TOKEN};

        api.get(WEB, reader).mustBe(200);
        for (String method : List.of("PUT", "POST", "DELETE")) {
            api.send(method, WEB, "", reader).mustBe(403);
        }
        api.put(WEB + "/members/ann@example.org", "{\"roles\":[\"owner\"]}", reader)
                .mustBe(403);
    }
}
