package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("management-api 8: key value maps")
class KeyValueMapApiTest {
    private static final String X = "environments/test/keyvaluemaps";
    private static final String EDGE = "/v1/o/default/e/test/keyvaluemaps";
    private static final String INVALID = "messaging.config.beans.InvalidKeyValueMap";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
        api.post("apis", "{\"name\":\"weather\",\"basePath\":\"/weather\",\"target\":\"http://127.0.0.1:9\"}")
                .mustBe(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest(name = "/{0}")
    @ValueSource(
            strings = {
                "keyvaluemaps",
                "environments/test/keyvaluemaps",
                "apis/weather/keyvaluemaps",
                "apis/weather/revisions/1/keyvaluemaps"
            })
    @DisplayName("each scope has maps of its own, a revision and its proxy too")
    void keepsTheScopesApart(String scope) {
        api.post(scope, "{\"name\":\"m\",\"encrypted\":true}").mustBe(201).mustHold("""
                {"name":"m","encrypted":true}""");
        api.post(scope + "/m/entries", "{\"name\":\"k\",\"value\":\"v\"}").mustBe(201);

        api.get(scope).mustBe(200).mustHold("[\"m\"]");
        for (String other : new String[] {
            "keyvaluemaps",
            "environments/prod/keyvaluemaps",
            "apis/weather/keyvaluemaps",
            X,
            "apis/weather/revisions/1/keyvaluemaps"
        }) {
            api.get(other).mustHold(other.equals(scope) ? "[\"m\"]" : "[]");
        }
        api.get(scope + "/m/entries/k").mustHold("{\"name\":\"k\",\"value\":\"v\"}");
        api.delete(scope + "/m").mustBe(200);
        api.get(scope + "/m").mustBe(404);
    }

    @Test
    @DisplayName("X: metadata alone; encrypted is always true, maskedValues comes back if it was sent")
    void showsMetadataInX() {
        api.post(X, "{\"name\":\"m\",\"encrypted\":false}").mustBe(201).mustHold("""
                {"name":"m","encrypted":true}""");
        api.post(X, "{\"name\":\"n\",\"maskedValues\":\"true\"}").mustBe(201).mustHold("""
                {"name":"n","encrypted":true,"maskedValues":true}""");

        api.get(X).mustBe(200).mustHold("[\"m\",\"n\"]");
        api.get(X + "/m").mustBe(200).mustHold("{\"name\":\"m\",\"encrypted\":true}");
        api.put(X + "/n", "{\"name\":\"n\",\"encrypted\":true}").mustBe(200).mustHold("""
                {"name":"n","encrypted":true}""");
        api.put(X + "/n", "{\"masked_values\":true}").mustHold("""
                {"name":"n","encrypted":true,"maskedValues":true}""");
        api.delete(X + "/n").mustBe(200).mustHold("{\"name\":\"n\",\"encrypted\":true,\"maskedValues\":true}");
    }

    @Test
    @DisplayName("Edge: the map with its entries, on creation, reading and deletion")
    void showsEntriesInEdge() {
        String map = """
                {"name":"m","encrypted":false,"entry":[{"name":"a","value":"1"},{"name":"b","value":""}]}""";

        api.post(EDGE, """
                {"name":"m","encrypted":"false","entry":[{"name":"b","value":""},{"name":"a","value":"0"},
                 {"name":"a","value":"1"}]}""").mustBe(201).mustHold(map);

        api.get(EDGE).mustBe(200).mustHold("[\"m\"]");
        api.get(EDGE + "/m").mustBe(200).mustHold(map);
        api.delete(EDGE + "/m").mustBe(200).mustHold(map);
        api.delete(EDGE + "/m")
                .mustRefuse(404, "messaging.config.beans.KeyValueMapDoesNotExist", "KeyValueMap m does not exist");
        api.get(X + "/m")
                .mustRefuseAsX(
                        404,
                        "NOT_FOUND",
                        "messaging.config.beans.KeyValueMapDoesNotExist",
                        "KeyValueMap m does not exist");
    }

    @Test
    @DisplayName("Edge: POST upserts the entries it lists, and never removes one")
    void mergesEntriesInEdge() {
        api.post(
                EDGE, "{\"name\":\"m\",\"entry\":[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"b\",\"value\":\"1\"}]}");

        api.post(EDGE + "/m", """
                {"name":"m","entry":[{"name":"b","value":"2"},{"name":"c","value":"2"}]}""").mustBe(200).mustHold("""
                {"name":"m","encrypted":false,"entry":[
                  {"name":"a","value":"1"},{"name":"b","value":"2"},{"name":"c","value":"2"}]}""");
        api.post(EDGE + "/m", "{\"name\":\"m\",\"entry\":[]}").mustBe(200);
        assertThat(api.get(EDGE + "/m").json().get("entry").size()).isEqualTo(3);
    }

    @Test
    @DisplayName("Edge masks the values of an encrypted map; X shows them")
    void masksAnEncryptedMapInEdge() {
        String masked = """
                {"name":"m","encrypted":true,"entry":[{"name":"k","value":"*****"}]}""";
        api.post(EDGE, "{\"name\":\"m\",\"encrypted\":\"true\",\"entry\":[{\"name\":\"k\",\"value\":\"v\"}]}")
                .mustBe(201)
                .mustHold(masked);

        api.get(EDGE + "/m").mustHold(masked);
        api.get(EDGE + "/m/entries/k").mustHold("{\"name\":\"k\",\"value\":\"*****\"}");
        api.post(EDGE + "/m/entries/k", "{\"name\":\"k\",\"value\":\"w\"}")
                .mustBe(200)
                .mustHold("{\"name\":\"k\",\"value\":\"*****\"}");
        api.get(X + "/m/entries/k").mustHold("{\"name\":\"k\",\"value\":\"w\"}");
    }

    @Test
    @DisplayName("X: maskedValues masks in both dialects, until it is taken back")
    void masksWhereMaskedValuesIsSet() {
        api.post(X, "{\"name\":\"m\",\"maskedValues\":true}");
        api.post(X + "/m/entries", "{\"name\":\"k\",\"value\":\"v\"}")
                .mustBe(201)
                .mustHold("{\"name\":\"k\",\"value\":\"*****\"}");

        api.get(X + "/m/entries").mustHold("""
                {"keyValueEntries":[{"name":"k","value":"*****"}],"nextPageToken":""}""");
        api.put(X + "/m", "{\"name\":\"m\"}").mustBe(200);
        api.get(X + "/m/entries/k").mustHold("{\"name\":\"k\",\"value\":\"v\"}");
    }

    @Test
    @DisplayName("Edge shows at most 1000 entries")
    void showsAtMost1000EntriesInEdge() {
        String entries = IntStream.range(0, 1_001)
                .mapToObj("{\"name\":\"k%04d\",\"value\":\"v\"}"::formatted)
                .collect(Collectors.joining(","));

        var made = api.post(EDGE, "{\"name\":\"m\",\"entry\":[%s]}".formatted(entries))
                .mustBe(201);

        assertThat(made.json().get("entry").size()).isEqualTo(1_000);
        assertThat(made.text("/entry/999/name")).isEqualTo("k0999");
        api.get(EDGE + "/m/entries/k1000").mustBe(200);
    }

    @ParameterizedTest(name = "{1}")
    @DisplayName("2.3: a second map of the same name in a scope is 409, and names the scope")
    @CsvSource({
        "keyvaluemaps, organization default",
        "environments/test/keyvaluemaps, environment test",
        "apis/weather/keyvaluemaps, APIProxy weather",
        "apis/weather/revisions/1/keyvaluemaps, revision 1 of APIProxy weather",
    })
    void refusesASecondMapOfTheSameName(String scope, String named) {
        String body = "{\"name\":\"m\",\"entry\":[{\"name\":\"a\",\"value\":\"1\"}]}";
        api.post(scope, body).mustBe(201);
        long revision = api.revision();
        String code = "messaging.config.beans.KeyValueMapAlreadyExists";
        String message = "KeyValueMap m already exists in " + named;

        api.post(scope, body).mustRefuseAsX(409, "ALREADY_EXISTS", code, message);
        api.post("/edge/v1/organizations/default/" + scope, body).mustRefuse(409, code, message);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("bad input is refused, and changes nothing")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | InvalidKeyValueMap | name must be 1 to 255 letters, digits, blanks and _ - . # $ %, with no blank at either end",
                "{\"name\":\"a/b\"} | InvalidKeyValueMap | name must be 1 to 255 letters, digits, blanks and _ - . # $ %, with no blank at either end",
                "{\"name\":\"m\",\"encrypted\":\"maybe\"} | InvalidKeyValueMap | encrypted must be true or false",
                "{\"name\":\"m\",\"maskedValues\":1} | InvalidKeyValueMap | maskedValues must be true or false",
                "{\"name\":\"m\",\"entry\":{}} | InvalidKeyValueMap | entry must be a list",
                "{\"name\":\"m\",\"entry\":[1]} | InvalidKeyValueMap | entry must be a list of objects",
                "{\"name\":\"m\",\"entry\":[{\"name\":\"k\"}]} | InvalidKeyValueEntry | entry[0].value must be given",
                "{\"name\":\"m\",\"entry\":[{\"name\":\"k\",\"value\":7}]} | InvalidKeyValueEntry | "
                        + "entry[0].value must be a string",
                "{\"name\":\"m\",\"entry\":[{\"value\":\"v\"}]} | InvalidKeyValueEntry | "
                        + "name must be 1 to 2048 letters, digits, blanks and _ - . $, with no blank at either end",
            })
    void refusesWhatDoesNotFitAndChangesNothing(String body, String code, String message) {
        long revision = api.revision();

        api.post(EDGE, body).mustRefuse(400, "messaging.config.beans." + code, message.replace("\\", "\\\\"));

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("2.3: another name in the body than in the path")
    void refusesAnotherName() {
        api.post(X, "{\"name\":\"m\"}");

        api.put(EDGE + "/m", "{\"name\":\"n\"}")
                .mustRefuse(400, "rest.interceptor.name_mismatch", "name in the URL does not match the payload");
    }

    @Test
    @DisplayName("2.3: maps of what does not exist")
    void refusesUnknownOwners() {
        api.get("/v1/o/default/e/nowhere/keyvaluemaps")
                .mustRefuse(
                        404, "messaging.config.beans.EnvironmentDoesNotExist", "Environment nowhere does not exist");
        api.post("/v1/o/default/apis/nothing/keyvaluemaps", "{\"name\":\"m\"}")
                .mustRefuse(
                        404, "messaging.config.beans.ApplicationDoesNotExist", "APIProxy named nothing does not exist");
        for (String number : new String[] {"2", "x"}) {
            api.get("/v1/o/default/apis/weather/revisions/" + number + "/keyvaluemaps")
                    .mustRefuse(
                            404,
                            "messaging.config.beans.RevisionDoesNotExist",
                            "Revision " + number + " does not exist");
        }
    }

    @Test
    @DisplayName("1.8: a name is found however it is escaped")
    void findsNamesHoweverTheyAreEscaped() {
        api.post(X, "{\"name\":\"a b\"}").mustBe(201);
        api.post(X, "{\"name\":\"100%\"}").mustBe(201);
        api.post(X, "{\"name\":\"a#b\"}").mustBe(201);

        for (String path : new String[] {"/a%20b", "/a+b", "/a%2520b", "/100%25", "/100%2525", "/a%23b"}) {
            api.get(X + path).mustBe(200);
        }
    }

    @Test
    @DisplayName("ruling 10: a stale If-Match is 412, also where an entry changed meanwhile")
    void refusesAChangeThatWasReadBeforeAnotherOne() {
        String tag = api.post(EDGE, "{\"name\":\"m\"}").header("ETag");
        api.post(EDGE + "/m/entries", "{\"name\":\"k\",\"value\":\"v\"}").mustBe(201);
        long revision = api.revision();
        String code = "rest.interceptor.changed_meanwhile";
        String message = "KeyValueMap m was changed since it was read";

        api.post(EDGE + "/m", "{\"entry\":[{\"name\":\"k\",\"value\":\"w\"}]}", "If-Match", tag)
                .mustRefuse(412, code, message);
        api.put(X + "/m", "{\"name\":\"m\"}", "If-Match", tag).mustRefuseAsX(412, "FAILED_PRECONDITION", code, message);
        api.delete(EDGE + "/m", "If-Match", tag).mustRefuse(412, code, message);

        assertThat(api.revision()).isEqualTo(revision);
        String current = api.get(EDGE + "/m").header("ETag");
        api.delete(EDGE + "/m", "If-Match", current).mustBe(200);
    }

    @Test
    @DisplayName("a proxy takes its maps along")
    void goesWithItsProxy() {
        api.post("apis/weather/keyvaluemaps", "{\"name\":\"m\"}").mustBe(201);

        api.delete("apis/weather").mustBe(200);
        api.post("apis", "{\"name\":\"weather\",\"basePath\":\"/weather\",\"target\":\"http://127.0.0.1:9\"}");

        api.get("apis/weather/keyvaluemaps").mustHold("[]");
    }

    @Test
    @DisplayName("1.3: a body over 4 MiB is 413")
    void refusesALargeBody() {
        long revision = api.revision();

        api.post(EDGE, "{\"name\":\"m\",\"x\":\"" + "x".repeat(4 * 1024 * 1024) + "\"}")
                .mustRefuse(413, "rest.interceptor.too_large", "The body must have at most 4194304 bytes");

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("an unusable name is told, and " + INVALID + " is its code in X too")
    void refusesInX() {
        api.post(X, "{\"name\":\"\"}")
                .mustRefuseAsX(
                        400,
                        "INVALID_ARGUMENT",
                        INVALID,
                        "name must be 1 to 255 letters, digits, blanks and _ - . # $ %, with no blank at either end");
    }
}
