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
                 "proxies":["default"],"proxyEndpoints":["default"],
                 "targets":["default"],"targetEndpoints":["default"],
                 "createdAt":"1767225600000","lastModifiedAt":"1767225600000",
                 "turnpike":{"basePaths":["/v1/weather"],"targets":[{"url":"http://127.0.0.1:9000"}],
                  "credentials":{"mode":"key-or-token","header":"x-api-key","query":"apikey","forward":false},
                  "enforceQuota":true,"timeouts":{"connect":"3s","firstByte":"30s","idle":"5m"},
                  "preserveHost":false,"contextHeaders":false}}"""));
        assertThat(api.get("apis/weather/revisions/1").json()).isEqualTo(created.json());
        assertThat(api.post("apis", WEATHER).status()).isEqualTo(409);
    }

    @Test
    @DisplayName("extensions 2: what `turnpike` shows can be sent back, and says the same")
    void readsBackEverySetting() {
        String settings = """
                {"description":"d","basePaths":["/a","/b"],
                 "targets":[{"url":"https://h:1/base"},{"url":"http://h","weight":3}],
                 "credentials":{"mode":"key","header":"k","query":"q","forward":true},"enforceQuota":false,
                 "quota":{"limit":"10","interval":"1","timeUnit":"minute"},
                 "spikeArrest":{"rate":"100ps","by":"request.header.x-user"},
                 "timeouts":{"connect":"50ms","firstByte":"2s","idle":"90s","total":"1h"},
                 "maxBody":"10MiB","maxConcurrent":200,"preserveHost":true,"contextHeaders":true,
                 "cors":{"origins":["https://app.example"],"methods":["GET"],"headers":["x-api-key"],"expose":[],
                  "credentials":false,"maxAge":"1h"},
                 "ip":{"allow":["10.0.0.0/8"],"deny":["2001:db8::/32"]},
                 "health":{"path":"/healthz","every":"5s","healthyAfter":2,"unhealthyAfter":3},
                 "tls":{"verify":true,"keyStore":"store"}}""";
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
                "\"cors\":{} | cors.origins must be from 1 to 100 origins",
                "\"cors\":{\"origin\":\"*\"} | cors.origin is not known here",
                "\"cors\":{\"origins\":[\"*\"],\"credentials\":true} | cors.origins must hold * alone, and not together with credentials",
                "\"quota\":{\"limit\":1} | quota.timeUnit must be given",
                "\"quota\":{\"limit\":-1,\"timeUnit\":\"day\"} | quota.limit must not be negative",
                "\"quota\":{\"limit\":1,\"interval\":0,\"timeUnit\":\"day\"} | quota.interval must be from 1 to 2147483647",
                "\"quota\":{\"limit\":1,\"quotaTimeUnit\":\"day\"} | quota.quotaTimeUnit is not known here",
                "\"spikeArrest\":{\"rate\":\"10\"} | spikeArrest.rate must be a rate such as 100ps or 30pm, up to 1000000",
                "\"spikeArrest\":{\"rate\":\"10ps\",\"by\":\"app\"} | spikeArrest.by must be request.header.NAME, request.queryparam.NAME or client.ip",
                "\"spikeArrest\":{\"burst\":1} | spikeArrest.burst is not known here",
                "\"maxConcurrent\":0 | maxConcurrent must be from 1 to 1000000",
                "\"ip\":{\"allow\":[\"10.0.0.1/8\"]} | ip must have no bits behind their prefix",
                "\"ip\":{\"except\":[]} | ip.except is not known here",
                "\"health\":{} | health.path must be a path of visible ASCII that starts with /",
                "\"health\":{\"path\":\"/\",\"every\":\"1ms\"} | health.every must be from 100ms to one hour",
                "\"health\":{\"path\":\"/\",\"method\":\"GET\"} | health.method is not known here",
                "\"tls\":{\"trust\":\"x\"} | tls.trust must be certificates in PEM, 256 KiB at most, and no private key",
                "\"tls\":{\"ciphers\":\"x\"} | tls.ciphers is not known here",
                "\"credentials\":{\"header\":\"Host\"} | credentials.header must not be a field that the gateway itself uses",
                "\"credentials\":{\"header\":\"transfer_encoding\"} | credentials.header must not be a field that the gateway itself uses",
                "\"credentials\":{\"header\":\"x-forwarded-for\"} | credentials.header must not be a field that the gateway itself uses",
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

    @ParameterizedTest(name = "{0}")
    @DisplayName("extensions 2: targets and base paths that no call could reach")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"basePath\":\"/a/../b\",\"targets\":[] | basePath must hold no segment . or ..",
                "\"basePath\":\"/./b\",\"targets\":[] | basePath must hold no segment . or ..",
                "\"basePath\":\"/a\",\"targets\":[{\"url\":\"ftp://a\"}] | target must be an absolute http or https URL",
                "\"basePath\":\"/a\",\"targets\":[{\"url\":\"http://a\",\"weight\":0}] | targets[0].weight must be from 1 to 1000",
                "\"basePath\":\"/a\",\"targets\":[{\"host\":\"a\"}] | targets[0].host is not known here",
                "\"basePath\":\"/a\",\"targets\":[{}] | targets[0].url must be given, or a server in its place",
                "\"basePath\":\"/a\",\"targets\":[{\"url\":\"http://a\",\"server\":\"s\"}] | targets[0].url must be given, or a server in its place",
                "\"basePath\":\"/a\",\"targets\":[{\"server\":\"s\",\"path\":\"x\"}] | target must have a path that starts with /",
                "\"basePath\":\"/a\",\"targets\":[{\"unresolved\":\"x\"}] | targets[0].unresolved must be replaced by a url or a server",
            })
    void refusesPlacesThatNoCallReaches(String members, String message) {
        long revision = api.revision();

        api.post("/edge/v1/organizations/default/apis", "{\"name\":\"p\"," + members + "}")
                .mustRefuse(400, "messaging.config.beans.InvalidApiProxy", message);
        assertThat(api.revision()).isEqualTo(revision);
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
