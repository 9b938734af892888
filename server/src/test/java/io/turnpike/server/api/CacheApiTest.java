package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("management-api 24.2: caches are kept, and have no effect")
class CacheApiTest {
    private static final String ALL = "/v1/o/default/e/test/caches";
    private static final String SETTINGS = """
            {"name":"c","description":"","distributed":true,"diskSizeInMB":1024,"empty":[],
             "expirySettings":{"timeoutInSec":{"value":"300"},"valuesNull":false}}""";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("a name in the query and a body that says nothing are enough")
    void takesAnyObject() {
        api.post("environments/test/caches?name=c", "{\"-\":\"x\"}")
                .mustBe(201)
                .mustHold("{\"name\":\"c\",\"-\":\"x\"}");

        api.get("environments/test/caches").mustBe(200).mustHold("[\"c\"]");
    }

    @Test
    @DisplayName("what was sent comes back as it was")
    void returnsWhatWasSent() {
        api.post(ALL, SETTINGS).mustBe(201).mustHold(SETTINGS);

        api.get(ALL + "/c").mustBe(200).mustHold(SETTINGS);
        api.get("environments/test/caches/c").mustHold(SETTINGS);
        api.put(ALL + "/c", "{\"description\":\"new\"}").mustBe(200).mustHold("""
                {"name":"c","description":"new"}""");
        api.delete(ALL + "/c").mustBe(200).mustHold("{\"name\":\"c\",\"description\":\"new\"}");
        api.get(ALL + "/c").mustRefuse(404, "messaging.config.beans.CacheDoesNotExist", "Cache c does not exist");
    }

    @Test
    @DisplayName("2.3: the documented message of a duplicate")
    void refusesADuplicate() {
        api.post(ALL + "?name=duplicate_cache", "{\"-\":\"\"}").mustBe(201);

        api.post(ALL + "?name=duplicate_cache", "{\"-\":\"\"}")
                .mustRefuse(
                        409,
                        "messaging.config.beans.CacheAlreadyExists",
                        "Cache duplicate_cache already exists in environment test");
    }

    @Test
    @DisplayName("apigeetool, apigee-edge-js: a cache is cleared, which holds nothing")
    void clears() {
        api.post(ALL, SETTINGS).mustBe(201);
        long revision = api.revision();

        api.post(ALL + "/c/entries?action=clear", "", "Content-Type", "application/octet-stream")
                .mustBe(200)
                .mustHold(SETTINGS);
        api.post(ALL + "/c/entries/one?action=clear", "").mustBe(200);
        api.post(ALL + "/c/entries?action=fill", "")
                .mustRefuse(400, "keymanagement.service.InvalidAction", "action must be clear");
        api.post(ALL + "/none/entries?action=clear", "").mustBe(404);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    void refusesWhatCannotBeKept() {
        long revision = api.revision();
        String code = "messaging.config.beans.InvalidCache";

        api.post(ALL, "{\"name\":\"a/b\"}")
                .mustRefuse(
                        400,
                        code,
                        "name must be 1 to 255 letters, digits, blanks and . _ -, with no blank at either end");
        api.post(ALL + "?name=c", "{\"a\":\"" + "x".repeat(65_536) + "\"}")
                .mustRefuse(400, code, "body must be at most 65536 characters");
        api.post(ALL + "?name=c", "[]")
                .mustRefuse(400, "rest.interceptor.malformed_request", "the body must be a JSON object");

        assertThat(api.revision()).isEqualTo(revision);
    }
}
