package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("extensions 9: who asks with somebody's key stands in the audit")
class DecisionApiTest {
    private static final String WITH_KEY = "{\"key\":\"k\",\"path\":\"/x\"}";

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
    @DisplayName("decision 0014: once a minute for each caller and environment")
    void notesUsesOnceAMinute() {
        explain("test", WITH_KEY);
        explain("test", WITH_KEY);
        api.clock.advance(Duration.ofMillis(59_999));
        explain("test", WITH_KEY);
        explain("prod", WITH_KEY);
        api.get("/x/v1/audits/organizations/default").mustBe(200).mustHold("""
                {"auditRecord":[%s,%s]}""".formatted(
                        entry("prod", 59_999), entry("test", 0)));

        api.clock.advance(Duration.ofMillis(1));
        explain("test", WITH_KEY);
        explain("prod", WITH_KEY);
        api.get("/x/v1/audits/organizations/default").mustBe(200).mustHold("""
                {"auditRecord":[%s,%s,%s]}""".formatted(
                        entry("test", 60_000), entry("prod", 59_999), entry("test", 0)));
    }

    @Test
    void notesNoQuestionWithoutAKey() {
        long before = api.revision();

        explain("test", "{\"path\":\"/x\"}");

        api.get("/x/v1/audits/organizations/default").mustBe(200).mustHold("{\"auditRecord\":[]}");
        assertThat(api.revision()).isEqualTo(before);
    }

    private void explain(String environment, String question) {
        api.post("environments/" + environment + "/decisions:explain", question).mustBe(200);
    }

    private static String entry(String environment, long millis) {
        return """
                {"operation":"CREATE","responseCode":200,"user":"admin-token","timeStamp":"%d",
                 "requestUri":"/v1/organizations/default/environments/%s/decisions:explain"}""".formatted(Long.parseLong(ApiServer.CREATED) + millis, environment);
    }
}
