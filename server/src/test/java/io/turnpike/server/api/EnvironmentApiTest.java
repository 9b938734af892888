package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Environments: made, changed and deleted, with the operations that X answers.
class EnvironmentApiTest {
    private static final String EDGE = "/edge/v1/organizations/default/environments";
    private static final String FULL = """
            {"name":"stage","displayName":"Stage","description":"d","type":"BASE","deploymentType":"ARCHIVE",
             "apiProxyType":"PROGRAMMABLE","forwardProxyUri":"http://proxy.example.com:3128",
             "nodeConfig":{"minNodeCount":"2","maxNodeCount":4},
             "clientIpResolutionConfig":{"headerIndexAlgorithm":{"ipHeaderName":"x-client","ipHeaderIndex":1}},
             "properties":{"property":[{"name":"turnpike.kind","value":"sandbox"},{"name":"own","value":"v"}]}}""";

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
    @DisplayName("4: X answers an operation that is done, and serves it afterwards")
    void answersAnOperationInX() {
        var made = api.post("environments", "{\"name\":\"stage\"}").mustBe(200);

        assertThat(made.jsonWithoutIds()).isEqualTo(json("""
                {"name":"organizations/default/operations/<id>","done":true,
                 "metadata":{"@type":"type.googleapis.com/google.cloud.apigee.v1.OperationMetadata",
                  "operationType":"INSERT","targetResourceName":"organizations/default/environments/stage",
                  "state":"FINISHED"},
                 "response":{"@type":"type.googleapis.com/google.cloud.apigee.v1.Environment","name":"stage",
                  "createdAt":"1767225600000","lastModifiedAt":"1767225600000","state":"ACTIVE"}}"""));
        assertThat(api.get("/v1/" + made.text("/name")).mustBe(200).json()).isEqualTo(made.json());
        assertThat(api.get("environments").json()).isEqualTo(json("[\"prod\",\"stage\",\"test\"]"));
    }

    @Test
    @DisplayName("1.4, 4: Edge answers 201 and the environment, and keeps no operation")
    void answersTheEnvironmentInEdge() {
        api.post(EDGE, "{\"name\":\"stage\",\"description\":\"d\"}").mustBe(201).mustHold("""
                {"name":"stage","description":"d","createdAt":1767225600000,"createdBy":"admin-token",
                 "lastModifiedAt":1767225600000,"lastModifiedBy":"admin-token","properties":{"property":[]}}""");
        api.get("operations").mustHold("{\"operations\":[]}");
        api.post(EDGE, "<Environment><Name>late</Name></Environment>", "Content-Type", "text/xml", "Accept", "text/xml")
                .mustBe(201);
        assertThat(api.delete(EDGE + "/late", "Accept", "text/xml").mustBe(200).body())
                .contains("<Environment name=\"late\">", "<Name>late</Name>");
    }

    @Test
    @DisplayName("4, 24.1 rules 2 and 8: what was sent comes back, int64 as a string, and nothing else")
    void returnsWhatWasSent() {
        api.post("environments", FULL).mustBe(200);

        api.get("environments/stage").mustHold("""
                {"name":"stage","displayName":"Stage","description":"d","createdAt":"1767225600000",
                 "lastModifiedAt":"1767225600000",
                 "properties":{"property":[{"name":"turnpike.kind","value":"sandbox"},{"name":"own","value":"v"}]},
                 "type":"BASE","deploymentType":"ARCHIVE","apiProxyType":"PROGRAMMABLE",
                 "forwardProxyUri":"http://proxy.example.com:3128",
                 "nodeConfig":{"minNodeCount":"2","maxNodeCount":"4"},
                 "clientIpResolutionConfig":{"headerIndexAlgorithm":{"ipHeaderName":"x-client","ipHeaderIndex":1}},
                 "state":"ACTIVE"}""");
    }

    @Test
    @DisplayName("1.1, 24.2: the query's name goes before the body's, and members may be in snake case")
    void takesTheNameFromTheQuery() {
        api.post("environments?name=stage", "{\"name\":\"other\",\"deployment_type\":\"proxy\"}")
                .mustBe(200);

        assertThat(api.get("environments/stage").mustBe(200).text("/deploymentType"))
                .isEqualTo("PROXY");
    }

    @Test
    @DisplayName("24.2: PUT with name and properties keeps what Apigee fixes at the start; the rest is replaced whole")
    void keepsTheTypesOnReplacement() {
        api.post("environments", FULL);

        var replaced = api.put("environments/stage", """
                {"name":"stage","properties":{"property":[{"name":"own","value":"w"}]}}""").mustBe(200);

        replaced.mustHold("""
                {"name":"stage","createdAt":"1767225600000","lastModifiedAt":"1767225600000",
                 "properties":{"property":[{"name":"own","value":"w"}]},
                 "type":"BASE","deploymentType":"ARCHIVE","apiProxyType":"PROGRAMMABLE",
                 "nodeConfig":{"minNodeCount":"2","maxNodeCount":"4"},"state":"ACTIVE"}""");
        api.post("environments/stage", replaced.body()).mustBe(200).mustHold(replaced.body());
    }

    @Test
    @DisplayName("4: PATCH changes what the mask names, and answers an operation")
    void patchesWhatTheMaskNames() {
        api.post("environments", FULL);
        String body = "{\"nodeConfig\":{\"minNodeCount\":\"3\"},\"description\":\"not asked for\"}";

        var patched = api.send("PATCH", "environments/stage?updateMask=node_config", body)
                .mustBe(200);

        assertThat(patched.text("/metadata/operationType")).isEqualTo("UPDATE");
        assertThat(patched.json().at("/response/nodeConfig")).isEqualTo(json("{\"minNodeCount\":\"3\"}"));
        assertThat(api.get("environments/stage").text("/description")).isEqualTo("d");
        api.send("PATCH", "environments/stage", "{\"description\":\"e\"}").mustBe(200);
        var after = api.get("environments/stage");
        assertThat(after.text("/description")).isEqualTo("e");
        assertThat(after.text("/displayName")).isEqualTo("Stage");
        api.send("PATCH", "environments/stage?updateMask=displayName,properties", "{}")
                .mustBe(200);
        assertThat(api.get("environments/stage").json().has("displayName")).isFalse();
        assertThat(api.get("environments/stage").json().has("properties")).isFalse();
        api.send("PATCH", EDGE + "/stage", "{\"description\":\"f\"}").mustBe(200);
        assertThat(api.get(EDGE + "/stage").text("/description")).isEqualTo("f");
    }

    @Test
    @DisplayName("2.2: a mask that names what cannot change is refused")
    void refusesAMaskOfOtherFields() {
        String rule = "must be of apiProxyType, clientIpResolutionConfig, deploymentType, description, displayName, "
                + "forwardProxyUri, hasAttachedFlowHooks, nodeConfig, properties, type";

        api.send("PATCH", "environments/test?updateMask=createdAt", "{}")
                .mustRefuseAsX(400, "INVALID_ARGUMENT", "rest.interceptor.invalid_parameter", "updateMask " + rule);
        api.send("PATCH", EDGE + "/test?updateMask=name", "{\"name\":\"x\"}")
                .mustRefuse(400, "rest.interceptor.invalid_parameter", "updateMask " + rule);
    }

    @Test
    @DisplayName(
            "1.4, 4: deletion answers an operation in X and the environment as it was in Edge; it leaves its groups")
    void deletesAnEnvironment() {
        var deleted = api.delete("environments/test").mustBe(200);

        assertThat(deleted.jsonWithoutIds()).isEqualTo(json("""
                {"name":"organizations/default/operations/<id>","done":true,
                 "metadata":{"@type":"type.googleapis.com/google.cloud.apigee.v1.OperationMetadata",
                  "operationType":"DELETE","targetResourceName":"organizations/default/environments/test",
                  "state":"FINISHED"},
                 "response":{"@type":"type.googleapis.com/google.protobuf.Empty"}}"""));
        assertThat(api.get("/v1/" + deleted.text("/name")).json()).isEqualTo(deleted.json());
        api.delete("environments/test")
                .mustRefuseAsX(
                        404,
                        "NOT_FOUND",
                        "messaging.config.beans.EnvironmentDoesNotExist",
                        "Environment test does not exist");
        assertThat(api.get("envgroups/default/attachments").json().at("/environmentGroupAttachments"))
                .hasSize(1);
        assertThat(api.delete(EDGE + "/prod").mustBe(200).text("/name")).isEqualTo("prod");
        api.get("environments").mustHold("[]");
    }

    @Test
    @DisplayName("4: an environment in which a proxy is deployed cannot be deleted")
    void refusesToDeleteWhatCallsGoTo() {
        api.post("apis", "{\"name\":\"weather\",\"basePath\":\"/w\",\"target\":\"http://127.0.0.1:9\"}");
        String deployment = "environments/test/apis/weather/revisions/1/deployments";
        api.post(deployment, "").mustBe(200);
        long revision = api.revision();
        String message = "Cannot delete Environment [test] used in deployment of revision 1 of weather";

        api.delete("environments/test")
                .mustRefuseAsX(
                        400, "FAILED_PRECONDITION", "messaging.config.beans.EnvironmentStillReferenced", message);
        api.delete(EDGE + "/test").mustRefuse(400, "messaging.config.beans.EnvironmentStillReferenced", message);
        assertThat(api.revision()).isEqualTo(revision);

        api.delete(deployment);
        api.delete("environments/test").mustBe(200);
    }

    @Test
    @DisplayName("2.3: a name that is there is 409, in any dialect")
    void refusesASecondOneOfTheSameName() {
        api.post("environments", "{\"name\":\"test\"}")
                .mustRefuseAsX(
                        409,
                        "ALREADY_EXISTS",
                        "messaging.config.beans.EnvironmentAlreadyExists",
                        "Environment test already exists");
        api.post(EDGE, "{\"name\":\"test\"}")
                .mustRefuse(409, "messaging.config.beans.EnvironmentAlreadyExists", "Environment test already exists");
        api.get("operations").mustHold("{\"operations\":[]}");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("1.6: names that cannot be")
    @ValueSource(strings = {"", " ", "a b", "a/b", "a%", "ä", ".", "..", "*", "a:b"})
    void refusesNamesThatCannotBe(String name) {
        long revision = api.revision();

        var refused = api.post(EDGE, "{\"name\":\"" + name + "\"}").mustBe(400);

        assertThat(refused.text("/code")).startsWith("messaging.config.beans.InvalidEnvironment");
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("1.6: random names of the allowed characters are kept to the letter")
    void keepsRandomNames() {
        long seed = Chance.seed();
        var random = new Random(seed);
        String allowed = "ABCXYZabcxyz0189._-";
        var names = new TreeSet<String>();
        for (int i = 0; i < 30; i++) {
            var name = new StringBuilder("n");
            for (int length = random.nextInt(60); length > 0; length--) {
                name.append(allowed.charAt(random.nextInt(allowed.length())));
            }
            names.add(name.toString());
        }

        for (String name : names) {
            api.post("environments", "{\"name\":\"" + name + "\"}").mustBe(200);
            assertThat(api.get("environments/" + name).text("/name"))
                    .as("seed %d", seed)
                    .isEqualTo(name);
        }
        var all = new ArrayList<>(names);
        all.addAll(List.of("prod", "test"));
        all.sort(null);
        assertThat(api.get("environments").json().valueStream().map(each -> each.asString()))
                .as("seed %d", seed)
                .containsExactlyElementsOf(all);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("4: enumerations, numbers and flags are checked")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"HUGE\" | type must be one of environment_type_unspecified, base, intermediate, comprehensive",
                "\"deploymentType\":\"X\" | deploymentType must be one of deployment_type_unspecified, proxy, archive",
                "\"apiProxyType\":7 | apiProxyType must be a string",
                "\"nodeConfig\":{\"minNodeCount\":\"many\"} | nodeConfig.minNodeCount must be an integer",
                "\"nodeConfig\":[] | nodeConfig must be an object",
                "\"hasAttachedFlowHooks\":\"maybe\" | hasAttachedFlowHooks must be true or false",
                "\"displayName\":{} | displayName must be a string",
            })
    void refusesValuesThatCannotBe(String member, String message) {
        long revision = api.revision();

        api.post(EDGE, "{\"name\":\"stage\"," + member + "}")
                .mustRefuse(400, "messaging.config.beans.InvalidEnvironment", message);
        api.put(EDGE + "/test", "{" + member + "}")
                .mustRefuse(400, "messaging.config.beans.InvalidEnvironment", message);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @ParameterizedTest(name = "{0}={1}")
    @DisplayName("extensions 3, product-life EN1 to EN3: names of ours and their values are checked")
    @CsvSource({
        "turnpike.kind, staging, must be one of production| sandbox",
        "turnpike.limits, x0, must be full| off or a factor above 0 such as x10",
        "turnpike.limits, 10, must be full| off or a factor above 0 such as x10",
        "turnpike.mock, yes, must be one of on| off",
        "turnpike.mock.validate, true, must be one of on| off",
        "turnpike.mock.latency, fast, must be milliseconds| or a range of them such as 20-80",
        "turnpike.oauth.token, saml, must be one of opaque| jwt",
        "turnpike.oauth.lifetime, 1h, must be a positive ISO 8601 duration such as PT1H",
        "turnpike.oauth.refreshLifetime, P-1D, must be a positive ISO 8601 duration such as PT1H",
        "turnpike.oauth.loginUrl, ftp://x, must be an absolute http or https URL",
        "turnpike.oauth.apigeeFormat, 1, must be one of true| false",
        "turnpike.ratelimit.headers, all, must be one of ietf|legacy| ietf| legacy| off",
        "turnpike.quota.sync, local, must be one of strict| async",
        "turnpike.rps.sync, async, must be one of strict| local",
        "turnpike.secrets, readable, is not known here",
        "turnpike.nonsense, 1, is not known here",
    })
    void refusesPropertiesThatDoNotFit(String name, String value, String rule) {
        String body = "{\"name\":\"stage\",\"properties\":{\"property\":[{\"name\":\"%s\",\"value\":\"%s\"}]}}"
                .formatted(name, value);
        String message = name + " " + rule.replace('|', ',');

        api.post(EDGE, body).mustBe(400);
        assertThat(api.post(EDGE, body).text("/code")).isEqualTo("organizations.InvalidProperty");
        assertThat(api.post(EDGE, body).text("/message").replace(", ", ",")).isEqualTo(message.replace(", ", ","));
        assertThat(api.get("environments/stage").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("1.6: a property is bounded, and a long one can neither be stored nor block what is stored")
    void refusesALongProperty() {
        String body = "{\"properties\":{\"property\":[{\"name\":\"own\",\"value\":\"%s\"}]}}";

        api.put(EDGE + "/test", body.formatted("v".repeat(2_045))).mustBe(200);
        api.put(EDGE + "/test", body.formatted("v".repeat(2_046)))
                .mustRefuse(
                        400,
                        "organizations.InvalidProperty",
                        "properties.property[0].value must be at most 2048 bytes together with its name");
        assertThat(api.get(EDGE + "/test").text("/properties/property/0/value")).hasSize(2_045);
    }

    @Test
    @DisplayName("1.9: a stale If-Match changes nothing")
    void refusesAStaleChange() {
        String tag = api.get("environments/test").header("ETag");
        api.put("environments/test", "{\"description\":\"a\"}", "If-Match", tag).mustBe(200);
        long revision = api.revision();

        for (String method : new String[] {"PUT", "PATCH", "DELETE"}) {
            api.send(method, EDGE + "/test", method.equals("DELETE") ? "" : "{}", "If-Match", tag)
                    .mustRefuse(
                            412,
                            "rest.interceptor.changed_meanwhile",
                            "Environment test was changed since it was read");
        }
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("1.9: another name in the body than in the path is refused")
    void refusesAnotherName() {
        String message = "name in the URL does not match the payload";

        api.put(EDGE + "/test", "{\"name\":\"prod\"}").mustRefuse(400, "rest.interceptor.name_mismatch", message);
        api.send("PATCH", "environments/test", "{\"name\":\"prod\"}")
                .mustRefuseAsX(400, "INVALID_ARGUMENT", "rest.interceptor.name_mismatch", message);
    }
}
