package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// API proxies and their revisions.
class ProxyApiTest {
    private static final String WEATHER =
            "{\"name\":\"weather\",\"basePath\":\"/v1/weather\",\"target\":\"http://127.0.0.1:9000\"}";
    private static final String DEPLOYMENT = "environments/test/apis/weather/revisions/1/deployments";

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
    @DisplayName("extensions 2: three members make a proxy with revision 1; the defaults stand in `turnpike`")
    void createsAProxyFromThreeMembers() {
        var created = api.post("apis", WEATHER);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json()).isEqualTo(json("""
                {"name":"weather","revision":"1","basepaths":["/v1/weather"],"type":"Application",
                 "contextInfo":"Revision 1 of application weather, in organization default",
                 "configurationVersion":{"majorVersion":4,"minorVersion":0},
                 "proxyEndpoints":["default"],"targetEndpoints":["default"],
                 "createdAt":"1767225600000","lastModifiedAt":"1767225600000",
                 "turnpike":{"basePaths":["/v1/weather"],"targets":[{"url":"http://127.0.0.1:9000"}],
                  "credentials":{"mode":"key-or-token","header":"x-api-key","query":"apikey","forward":false},
                  "enforceQuota":true,"timeouts":{"connect":"3s","firstByte":"30s","idle":"5m"},
                  "preserveHost":false}}"""));
        assertThat(api.get("apis/weather/revisions/1").json()).isEqualTo(created.json());
        assertThat(api.post("apis", WEATHER).status()).isEqualTo(409);
    }

    @Test
    @DisplayName("extensions 2: what `turnpike` shows can be sent back, and says the same")
    void readsBackEverySetting() {
        String settings = """
                {"description":"d","basePaths":["/a","/b"],"targets":[{"url":"http://h:1/base"}],
                 "credentials":{"mode":"key","header":"k","query":"q","forward":true},"enforceQuota":false,
                 "timeouts":{"connect":"50ms","firstByte":"2s","idle":"90s","total":"1h"},
                 "maxBody":"10MiB","preserveHost":true}""";
        api.post("apis", WEATHER);

        var added = api.post("apis/weather/revisions", settings);

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().get("revision").asString()).isEqualTo("2");
        assertThat(added.json().get("turnpike")).isEqualTo(json(settings));
        var replaced =
                api.put("apis/weather/revisions/1", added.json().get("turnpike").toString());
        assertThat(replaced.json().get("turnpike")).isEqualTo(json(settings));
    }

    @Test
    @DisplayName("6: proxies list and read in both dialects")
    void listsAndReads() {
        api.post("apis", WEATHER);
        api.post("apis", "{\"name\":\"other\",\"basePath\":\"/o\",\"target\":\"http://127.0.0.1:9000\"}");
        api.post("apis/weather/revisions", "{\"basePath\":\"/v1/weather\",\"targets\":[]}");

        assertThat(api.get("apis").json())
                .isEqualTo(json("{\"proxies\":[{\"name\":\"other\"},{\"name\":\"weather\"}]}"));
        assertThat(api.get("apis?includeRevisions=true&includeMetaData=true")
                        .json()
                        .at("/proxies/1"))
                .isEqualTo(api.get("apis/weather").json());
        assertThat(api.get("apis/weather").json()).isEqualTo(json("""
                {"name":"weather","revision":["1","2"],"latestRevisionId":"2","metaData":{
                  "createdAt":"1767225600000","lastModifiedAt":"1767225600000","subType":"Proxy"}}"""));
        assertThat(api.get("/v1/o/default/apis").json()).isEqualTo(json("[\"other\",\"weather\"]"));
        assertThat(api.get("/v1/o/default/apis?startKey=weather").json()).isEqualTo(json("[\"weather\"]"));
        assertThat(api.get("apis/weather/revisions").json()).isEqualTo(json("[\"1\",\"2\"]"));
        assertThat(api.get("apis/weather/revisions/2").json().at("/turnpike/targets"))
                .isEqualTo(json("[]"));
        for (String path : new String[] {"apis/none", "apis/weather/revisions/3", "apis/weather/revisions/x"}) {
            assertThat(api.get(path).status()).as(path).isEqualTo(404);
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("extensions 2: a strict body; what is unknown, not supported yet or misspelt is a 400 that names it")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"colour\":\"red\" | colour is not known here",
                "\"cors\":{} | cors is not supported in this version",
                "\"spikeArrest\":{} | spikeArrest is not supported in this version",
                "\"tls\":{} | tls is not supported in this version",
                "\"basePaths\":[\"/a\"] | basePath must not stand beside basePaths",
                "\"targets\":[] | target must not stand beside targets",
                "\"maxBody\":\"10\" | maxBody must be a size with a unit such as 10MiB (B, KiB, MiB, GiB)",
                "\"maxBody\":10 | maxBody must be a string",
                "\"timeouts\":{\"connect\":\"3\"} | timeouts.connect must be a duration with a unit such as 30s (ms, s, m, h)",
                "\"timeouts\":{\"connect\":\"0s\"} | timeouts.connect must be from 1ms to one day",
                "\"timeouts\":{\"read\":\"1s\"} | timeouts.read is not known here",
                "\"credentials\":{\"mode\":\"maybe\"} | credentials.mode must be one of key-or-token, key, token, open",
                "\"enforceQuota\":\"perhaps\" | enforceQuota must be true or false",
            })
    void refusesWhatItDoesNotKnow(String member, String message) {
        long revision = api.revision();

        var refused = api.post("/edge/v1/organizations/default/apis", WEATHER.replace("}", "," + member + "}"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("message").asString()).isEqualTo(message);
        assertThat(refused.json().get("code").asString()).isEqualTo("messaging.config.beans.InvalidApiProxy");
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("6: the short forms of Apigee lack what a proxy needs, and are told so")
    void refusesProxiesWithoutBasePathAndTarget() {
        assertThat(api.post("apis?name=p", "").status()).isEqualTo(400);
        var noTarget = api.post("/v1/o/default/apis", "{\"name\":\"p\"}");
        assertThat(noTarget.status()).isEqualTo(400);
        assertThat(noTarget.json().get("message").asString()).isEqualTo("target must be given");
        assertThat(api.post("apis", "{\"name\":\"p\",\"basePath\":\"/.turnpike/x\",\"target\":\"http://h\"}")
                        .status())
                .isEqualTo(400);
        assertThat(api.get("apis").json()).isEqualTo(json("{\"proxies\":[]}"));
    }

    @Test
    @DisplayName("extensions 2: a deployed revision stands still (409); a deployed proxy cannot be deleted (400)")
    void protectsWhatIsDeployed() {
        api.post("apis", WEATHER);
        api.post(DEPLOYMENT, "");

        var update = api.put("apis/weather/revisions/1", WEATHER);

        assertThat(update.status()).isEqualTo(409);
        assertThat(update.json().at("/error/message").asString())
                .isEqualTo("Revision 1 is deployed, and cannot be changed");
        assertThat(api.delete("apis/weather").status()).isEqualTo(400);
        assertThat(api.delete("apis/weather/revisions/1").status()).isEqualTo(400);
        api.delete(DEPLOYMENT);
        assertThat(api.delete("apis/weather/revisions/1").status()).isEqualTo(400);
        assertThat(api.delete("apis/weather").status()).isEqualTo(200);
        assertThat(api.get("apis/weather").status()).isEqualTo(404);
    }
}
