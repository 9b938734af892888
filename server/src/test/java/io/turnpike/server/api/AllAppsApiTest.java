package io.turnpike.server.api;

import static io.turnpike.server.api.AppSamples.APPS;
import static io.turnpike.server.api.AppSamples.ORGANIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// management-api 13: the rows apps.* of the checklist.
class AllAppsApiTest {
    private static final String ALL = ORGANIZATION + "/apps";

    private ApiServer api;
    private String weather;
    private String maps;
    private List<String> ids;

    /// Two apps: `weather` of Ann holds gold; `maps` of Bob is revoked, holds silver by the revoked key `maps-key`.
    @BeforeEach
    void start(@TempDir Path folder) {
        api = AppSamples.start(folder);
        String bobs = ORGANIZATION + "/developers/bob@example.org/apps";
        AppSamples.addDeveloper(api, "bob@example.org");
        weather = api.post(APPS, "{\"name\":\"weather\",\"apiProducts\":[\"gold\"]}")
                .mustBe(201)
                .text("/appId");
        maps = api.post(bobs, "{\"name\":\"maps\"}").mustBe(201).text("/appId");
        api.post(bobs + "/maps/keys", "{\"consumerKey\":\"maps-key\"}").mustBe(201);
        api.post(bobs + "/maps/keys/maps-key", "{\"apiProducts\":[\"silver\"]}").mustBe(200);
        api.post(bobs + "/maps/keys/maps-key?action=revoke", "").mustBe(204);
        api.post(bobs + "/maps?action=revoke", "").mustBe(204);
        ids = Stream.of(weather, maps).sorted().toList();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("apps.list: ids in their order, revoked apps too (20 #23)")
    void listsIds() {
        api.get(ALL).mustBe(200).mustHold("{\"app\":[{\"appId\":\"%s\"},{\"appId\":\"%s\"}]}".formatted(ids.toArray()));
        api.get("/edge" + ALL).mustBe(200).mustHold("[\"%s\",\"%s\"]".formatted(ids.toArray()));
    }

    @Test
    @DisplayName("1.7, 13: rows and startKey, inclusive; the last page holds one element; unknown: 404")
    void pagesByStartKey() {
        api.get("/edge" + ALL + "?rows=1").mustHold("[\"%s\"]".formatted(ids.getFirst()));
        api.get("/edge" + ALL + "?rows=2&startKey=" + ids.getLast()).mustHold("[\"%s\"]".formatted(ids.getLast()));
        String unknown = UUID.randomUUID().toString();
        for (String start : List.of(unknown, "no-id")) {
            api.get("/edge" + ALL + "?startKey=" + start)
                    .mustRefuse(
                            404,
                            "keymanagement.service.app_doesnot_exist",
                            "App with name %s does not exist".formatted(start));
        }
    }

    @Test
    @DisplayName("apps.list.filter/pageToken, 24.1 #6, 1.7: a token is exclusive, the last page has none; totalSize")
    void pagesByToken() {
        api.get(ALL + "?pageSize=1").mustBe(200).mustHold("""
                {"app":[{"appId":"%s"}],"nextPageToken":"%1$s","totalSize":2}""".formatted(ids.getFirst()));
        api.get(ALL + "?page_size=1&page_token=" + ids.getFirst()).mustBe(200).mustHold("""
                {"app":[{"appId":"%s"}],"totalSize":2}""".formatted(ids.getLast()));
        assertThat(api.get(ALL + "?pageSize=1&filter=appName=maps").text("/totalSize"))
                .isEqualTo("1");
        assertThat(api.get(ALL + "?pageSize=1&status=revoked").text("/totalSize"))
                .isEqualTo("1");
    }

    @Test
    @DisplayName("13: whole apps with the owner's e-mail in X; apiProducts stays empty; includeCred=false")
    void listsWholeApps() {
        var read = api.get(APPS + "/weather").json();
        var whole = api.get(ALL + "?expand=true&status=approved").mustBe(200);

        whole.mustHold("""
                {"app":[{"appId":"%s","name":"weather","developerId":"%s","status":"approved","appFamily":"default",
                  "createdAt":"1767225600000","lastModifiedAt":"1767225600000","developerEmail":"ann@example.org",
                  "credentials":%s}]}
                """.formatted(weather, developerId(), read.at("/credentials")));
        var edge = api.get("/edge" + ALL + "?expand=true&includeCred=false&status=approved")
                .mustBe(200);
        edge.mustHold("""
                {"app":[{"appFamily":"default","appId":"%s","apiProducts":[],"attributes":[],
                  "createdAt":1767225600000,"createdBy":"admin-token","developerId":"%s","lastModifiedAt":1767225600000,
                  "lastModifiedBy":"admin-token","name":"weather","scopes":[],"status":"approved"}]}
                """.formatted(weather, developerId()));
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "status=revoked | maps",
                "status=Approved | weather",
                "keyStatus=revoked | maps",
                "apiProduct=gold | weather",
                "apiProduct=silver | maps",
                "apiProduct=lead | ''",
                "apptype=developer&status=approved | weather",
                "apptype=company | ''",
                "filter=appName=maps | maps",
                "filter=appName=none | ''",
                "filter=developerEmail=ANN@example.org | weather",
                "filter=developerEmail=eve@example.org | ''",
                "filter=consumerKey=maps-key | maps",
                "filter=consumerKey=nobody | ''",
                "filter=apiProduct=silver | maps",
                "filter=status=revoked | maps",
                "filter=appType=Developer&status=revoked | maps",
                "filter=appType=AppGroup | ''",
                "filter=appGroup=team | ''",
                "filter=appName=maps&status=approved | ''",
                "filter=appName=maps&keyStatus=revoked&apiProduct=silver | maps",
                "filter=appName=weather&keyStatus=revoked | ''",
                "filter=appName=weather&apiProduct=silver | ''",
            })
    @DisplayName("13: what narrows the list")
    void narrows(String query, String expected) {
        var found = api.get(ALL + "?expand=true&" + query).mustBe(200).json().at("/app");

        assertThat(StreamSupport.stream(found.spliterator(), false)
                        .map(app -> app.at("/name").asString())
                        .toList())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    @DisplayName("13: ids and filter=appId")
    void findsByIds() {
        api.get("/edge" + ALL + "?ids=" + maps + "," + UUID.randomUUID()).mustHold("[\"%s\"]".formatted(maps));
        assertThat(api.get(ALL + "?filter=appId%3D" + maps).mustBe(200).text("/app/0/name"))
                .isEqualTo("maps");
    }

    @Test
    @DisplayName("24.2: filter=appName without expand answers whole apps")
    void answersAFilterWithWholeApps() {
        assertThat(api.get(ALL + "?filter=appName=maps").mustBe(200).text("/app/0/name"))
                .isEqualTo("maps");
    }

    @Test
    @DisplayName("apps.get, apps.delete: 200, then 404")
    void readsAndDeletesById() {
        var read = api.get(ALL + "/" + maps).mustBe(200);
        assertThat(read.text("/developerEmail")).isEqualTo("bob@example.org");
        assertThat(read.json().at("/credentials")).hasSize(2);

        api.delete(ALL + "/" + maps).mustBe(200).mustHold(read.body());
        api.get(ALL + "/" + maps)
                .mustRefuseAsX(
                        404, "NOT_FOUND", "keymanagement.service.app_id_not_found", "App with id <id> does not exist");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "status=paused | status must be approved or revoked",
                "keyStatus=paused | keyStatus must be approved or revoked",
                "rows=-1 | rows must be a number that is not negative",
                "rows=many | rows must be a number that is not negative",
                "pageSize=x | pageSize must be a number that is not negative",
                "filter=appName | filter must be field=value with one of developerEmail, apiProduct, consumerKey,"
                        + " status, appId, appName, appType, appGroup",
                "filter=color=red | filter must be field=value with one of developerEmail, apiProduct, consumerKey,"
                        + " status, appId, appName, appType, appGroup",
            })
    @DisplayName("ruling 11: a query that cannot be meant so is a 400 that names the parameter")
    void refusesAWrongQuery(String query, String message) {
        api.get("/edge" + ALL + "?" + query).mustRefuse(400, "rest.interceptor.invalid_parameter", message);
    }

    private String developerId() {
        return api.get("developers/ann@example.org").text("/developerId");
    }
}
