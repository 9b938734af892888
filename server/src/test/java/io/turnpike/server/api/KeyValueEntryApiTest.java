package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("management-api 8: entries of key value maps")
class KeyValueEntryApiTest {
    private static final String MAP = "environments/test/keyvaluemaps/m";
    private static final String ENTRIES = MAP + "/entries";
    private static final String EDGE = "/v1/o/default/e/test/keyvaluemaps/m";
    private static final String ENTRY = "{\"name\":\"%s\",\"value\":\"%s\"}";
    private static final String INVALID = "messaging.config.beans.InvalidKeyValueEntry";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
        api.post("/v1/o/default/e/test/keyvaluemaps", "{\"name\":\"m\"}").mustBe(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("X: POST creates, PUT replaces, DELETE answers the entry as it was")
    void createsReplacesAndDeletesInX() {
        api.post(ENTRIES, ENTRY.formatted("k", "1")).mustBe(201).mustHold(ENTRY.formatted("k", "1"));
        api.get(ENTRIES + "/k").mustBe(200).mustHold(ENTRY.formatted("k", "1"));
        api.put(ENTRIES + "/k", ENTRY.formatted("k", "2")).mustBe(200).mustHold(ENTRY.formatted("k", "2"));
        api.put(ENTRIES + "/k", "{\"value\":\"\"}").mustBe(200).mustHold(ENTRY.formatted("k", ""));
        api.delete(ENTRIES + "/k").mustBe(200).mustHold(ENTRY.formatted("k", ""));
        api.delete(ENTRIES + "/k")
                .mustRefuseAsX(
                        404,
                        "NOT_FOUND",
                        "messaging.config.beans.KeyValueEntryDoesNotExist",
                        "KeyValueEntry k does not exist");
    }

    @Test
    @DisplayName("Edge: POST to an entry replaces it, and does not create one")
    void replacesByPostInEdge() {
        api.post(EDGE + "/entries", ENTRY.formatted("k", "1")).mustBe(201).mustHold(ENTRY.formatted("k", "1"));
        api.post(EDGE + "/entries/k", ENTRY.formatted("k", "2")).mustBe(200).mustHold(ENTRY.formatted("k", "2"));
        api.post(EDGE + "/entries/n", ENTRY.formatted("n", "2"))
                .mustRefuse(404, "messaging.config.beans.KeyValueEntryDoesNotExist", "KeyValueEntry n does not exist");
        api.get(EDGE).mustHold("{\"name\":\"m\",\"encrypted\":false,\"entry\":[" + ENTRY.formatted("k", "2") + "]}");
    }

    @Test
    @DisplayName("2.3: an entry is created once")
    void refusesASecondEntryOfTheSameName() {
        api.post(ENTRIES, ENTRY.formatted("k", "1"));
        long revision = api.revision();
        String code = "messaging.config.beans.KeyValueEntryAlreadyExists";
        String message = "KeyValueEntry k already exists in KeyValueMap m";

        api.post(ENTRIES, ENTRY.formatted("k", "2")).mustRefuseAsX(409, "ALREADY_EXISTS", code, message);
        api.post(EDGE + "/entries", ENTRY.formatted("k", "2")).mustRefuse(409, code, message);

        assertThat(api.revision()).isEqualTo(revision);
        api.get(ENTRIES + "/k").mustHold(ENTRY.formatted("k", "1"));
    }

    @Test
    @DisplayName("24.1 rules 4 and 6: tokens are exclusive, and the last page has an empty one")
    void pagesToAnEmptyToken() {
        api.get(ENTRIES).mustBe(200).mustHold("{\"keyValueEntries\":[],\"nextPageToken\":\"\"}");
        for (String name : List.of("c", "a", "b")) {
            api.post(ENTRIES, ENTRY.formatted(name, name)).mustBe(201);
        }

        api.get(ENTRIES + "?pageSize=2").mustHold("""
                {"keyValueEntries":[{"name":"a","value":"a"},{"name":"b","value":"b"}],"nextPageToken":"b"}""");
        api.get(ENTRIES + "?page_size=2&page_token=b").mustHold("""
                {"keyValueEntries":[{"name":"c","value":"c"}],"nextPageToken":""}""");
        api.get(ENTRIES + "?pageSize=3").mustHold("""
                {"keyValueEntries":[{"name":"a","value":"a"},{"name":"b","value":"b"},{"name":"c","value":"c"}],
                 "nextPageToken":""}""");
    }

    @Test
    @DisplayName("1.7: 100 entries a page, at most 1000, whatever is asked for (ruling 11)")
    void pagesBy100() {
        putEntries(1_001);

        assertThat(api.get(ENTRIES).json().get("keyValueEntries").size()).isEqualTo(100);
        assertThat(api.get(ENTRIES + "?pageSize=5000")
                        .json()
                        .get("keyValueEntries")
                        .size())
                .isEqualTo(1_000);
        var read = new ArrayList<String>();
        String token = "";
        do {
            var page = api.get(ENTRIES + "?pageSize=7&pageToken=" + token).mustBe(200);
            page.json()
                    .get("keyValueEntries")
                    .forEach(entry -> read.add(entry.get("name").asString()));
            token = page.text("/nextPageToken");
        } while (!token.isEmpty());
        assertThat(read).hasSize(1_001).doesNotHaveDuplicates().isSorted();
    }

    @Test
    @DisplayName("a page of large values is short, and its token goes on")
    void endsAPageOfLargeValues() {
        String large = "x".repeat(524_288);
        for (int i = 0; i < 9; i++) {
            api.post(ENTRIES, ENTRY.formatted("k" + i, large)).mustBe(201);
        }

        var first = api.get(ENTRIES).mustBe(200);

        assertThat(first.json().get("keyValueEntries").size()).isEqualTo(8);
        assertThat(first.text("/nextPageToken")).isEqualTo("k7");
        assertThat(api.get(ENTRIES + "?pageToken=k7").text("/keyValueEntries/0/name"))
                .isEqualTo("k8");
    }

    @Test
    @DisplayName("Edge: keys are names from a start key on, 100 a page")
    void listsKeysInEdge() {
        putEntries(101);

        assertThat(api.get(EDGE + "/keys").mustBe(200).json().size()).isEqualTo(100);
        api.get(EDGE + "/keys?startkey=k0099&count=1").mustHold("[\"k0099\"]");
        api.get(EDGE + "/keys?startkey=k0099").mustHold("[\"k0099\",\"k0100\"]");
        api.get(EDGE + "/keys?startKey=k0100").mustHold("[\"k0100\"]");
        api.get(EDGE + "/keys?startkey=k")
                .mustRefuse(
                        404,
                        "keymanagement.service.keyvalueentry_doesnot_exist",
                        "KeyValueEntry with name k does not exist");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("ruling 11: a page size that is no number")
    @ValueSource(strings = {"x", "-1", "1.5"})
    void refusesAPageSizeThatIsNoNumber(String size) {
        api.get("/edge/v1/organizations/default/" + ENTRIES + "?pageSize=" + size)
                .mustRefuse(
                        400, "rest.interceptor.invalid_parameter", "pageSize must be a number that is not negative");
    }

    @Test
    @DisplayName("8: a name has at most 2 KB, a value at most 512 KB; what is over is 400")
    void refusesWhatIsTooLong() {
        String longest = "k".repeat(2_048);
        api.post(ENTRIES, ENTRY.formatted(longest, "x".repeat(524_288))).mustBe(201);
        assertThat(api.get(ENTRIES + "/" + longest).mustBe(200).text("/value")).hasSize(524_288);
        long revision = api.revision();

        api.post(EDGE + "/entries", ENTRY.formatted("k", "x".repeat(524_289)))
                .mustRefuse(400, INVALID, "value must be at most 524288 bytes");
        api.post(EDGE + "/entries", ENTRY.formatted("k".repeat(2_049), "x"))
                .mustRefuse(
                        400,
                        INVALID,
                        "name must be 1 to 2048 letters, digits, blanks and _ - . $, with no blank at either end");
        api.put(EDGE + "/entries/" + longest, "{}").mustRefuse(400, INVALID, "value must be given");

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("2.3: another name in the body than in the path, and a map that is not there")
    void refusesAnotherNameAndAnUnknownMap() {
        api.post(ENTRIES, ENTRY.formatted("k", "1"));

        api.put(EDGE + "/entries/k", ENTRY.formatted("n", "1"))
                .mustRefuse(400, "rest.interceptor.name_mismatch", "name in the URL does not match the payload");
        for (String path : List.of("/entries", "/entries/k", "/keys")) {
            api.get("/v1/o/default/keyvaluemaps/n" + path)
                    .mustRefuse(404, "messaging.config.beans.KeyValueMapDoesNotExist", "KeyValueMap n does not exist");
        }
    }

    @Test
    @DisplayName("1.8: a name with a blank is found however it is escaped")
    void findsNamesHoweverTheyAreEscaped() {
        api.post(ENTRIES, ENTRY.formatted("a b", "1")).mustBe(201);

        for (String path : List.of("/a%20b", "/a+b", "/a%2520b")) {
            api.get(ENTRIES + path).mustBe(200).mustHold(ENTRY.formatted("a b", "1"));
        }
    }

    @Test
    @DisplayName("ruling 10: only a stale If-Match is 412, and it changes nothing")
    void refusesAChangeThatWasReadBeforeAnotherOne() {
        String tag = api.post(ENTRIES, ENTRY.formatted("k", "1")).header("ETag");
        api.put(ENTRIES + "/k", ENTRY.formatted("k", "2"), "If-Match", tag).mustBe(200);
        long revision = api.revision();
        String code = "rest.interceptor.changed_meanwhile";
        String message = "KeyValueEntry k was changed since it was read";

        api.put(ENTRIES + "/k", ENTRY.formatted("k", "3"), "If-Match", tag)
                .mustRefuseAsX(412, "FAILED_PRECONDITION", code, message);
        api.delete(EDGE + "/entries/k", "If-Match", tag).mustRefuse(412, code, message);

        assertThat(api.revision()).isEqualTo(revision);
        api.put(ENTRIES + "/k", ENTRY.formatted("k", "3")).mustBe(200);
    }

    private void putEntries(int count) {
        var entries = IntStream.range(0, count)
                .mapToObj(i -> ENTRY.formatted("k%04d".formatted(i), "v"))
                .toList();
        api.post(EDGE, "{\"entry\":[%s]}".formatted(String.join(",", entries))).mustBe(200);
    }
}
