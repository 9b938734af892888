package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which environments are in which groups, and where calls go then.
class AttachmentApiTest {
    private static final String ATTACHMENTS = "envgroups/open/attachments";
    private static final String EDGE = "/edge/v1/organizations/default/" + ATTACHMENTS;

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
        api.post("envgroups", "{\"name\":\"open\",\"hostnames\":[\"open.example.com\"]}");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("5: an attachment keeps its id, and the order of attachment stays")
    void attaches() {
        var test = attach("test");
        String id = test.text("/response/name");
        attach("prod");

        assertThat(test.jsonWithoutIds()).isEqualTo(json("""
                {"name":"organizations/default/operations/<id>","done":true,
                 "metadata":{"@type":"type.googleapis.com/google.cloud.apigee.v1.OperationMetadata",
                  "operationType":"INSERT",
                  "targetResourceName":"organizations/default/envgroups/open/attachments/<id>","state":"FINISHED"},
                 "response":{"@type":"type.googleapis.com/google.cloud.apigee.v1.EnvironmentGroupAttachment",
                  "name":"<id>","environment":"test","environmentGroupId":"open","createdAt":"1767225600000"}}"""));
        api.get(ATTACHMENTS + "/" + id).mustBe(200).mustHold("""
                {"name":"%s","environment":"test","environmentGroupId":"open","createdAt":"1767225600000"}""".formatted(id));
        var list = api.get(ATTACHMENTS).json();
        assertThat(list.at("/environmentGroupAttachments/0/name").asString()).isEqualTo(id);
        assertThat(list.at("/environmentGroupAttachments/1/environment").asString())
                .isEqualTo("prod");
    }

    @Test
    @DisplayName("1.4, 5: Edge gets the attachment itself")
    void attachesInEdge() {
        var made = api.post(EDGE, "{\"environment\":\"test\"}").mustBe(201);

        assertThat(made.jsonWithoutIds()).isEqualTo(json("""
                {"name":"<id>","environment":"test","environmentGroupId":"open","createdAt":1767225600000}"""));
        assertThat(api.delete(EDGE + "/" + made.text("/name")).mustBe(200).json())
                .isEqualTo(made.json());
    }

    @Test
    @DisplayName("5: detached, it is gone, and can be attached anew under another id")
    void detaches() {
        String id = attach("test").text("/response/name");

        var detached = api.delete(ATTACHMENTS + "/" + id).mustBe(200);

        assertThat(detached.text("/metadata/operationType")).isEqualTo("DELETE");
        assertThat(detached.text("/metadata/targetResourceName"))
                .isEqualTo("organizations/default/envgroups/open/attachments/" + id);
        api.delete(EDGE + "/" + id)
                .mustRefuse(
                        404, "messaging.config.beans.AttachmentDoesNotExist", "Attachment " + id + " does not exist");
        assertThat(attach("test").text("/response/name")).isNotEqualTo(id);
    }

    @Test
    @DisplayName("5: twice is 409; an environment that is not there, or none, is 400; an unknown group 404")
    void refusesWhatCannotBeAttached() {
        attach("test");
        long revision = api.revision();

        api.post(ATTACHMENTS, "{\"environment\":\"test\"}")
                .mustRefuseAsX(
                        409,
                        "ALREADY_EXISTS",
                        "messaging.config.beans.AttachmentAlreadyExists",
                        "Attachment test already exists");
        for (String body : new String[] {"{\"environment\":\"none\"}", "{}", "{\"name\":\"test\"}"}) {
            api.post(EDGE, body)
                    .mustRefuse(
                            400, "messaging.config.beans.InvalidAttachment", "environment must name an environment");
        }
        api.post(EDGE.replace("open", "none"), "{\"environment\":\"test\"}")
                .mustRefuse(
                        404,
                        "messaging.config.beans.EnvironmentGroupDoesNotExist",
                        "EnvironmentGroup none does not exist");
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("PX2: an attachment that would let two proxies claim one base path names the holder")
    void refusesAnAttachmentThatWouldTakeABasePath() {
        api.delete("envgroups/default");
        deploy("weather", "\"/v1\",\"/v2\"", "test");
        deploy("rival", "\"/v3\",\"/v2/\"", "prod");
        attach("test");
        long revision = api.revision();
        String message = "The base path /v2 is held by weather in the environment group open";

        api.post(EDGE, "{\"environment\":\"prod\"}").mustRefuse(400, "distribution.BasePathConflict", message);
        api.post(ATTACHMENTS, "{\"environment\":\"prod\"}")
                .mustRefuseAsX(400, "FAILED_PRECONDITION", "distribution.BasePathConflict", message);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("PX2: the same proxy in both environments is accepted; the earlier deployment keeps the path")
    void acceptsTheSameProxyInTwoEnvironments() {
        api.delete("envgroups/default");
        deploy("weather", "\"/v1\"", "prod");
        api.clock.advance(Duration.ofSeconds(1));
        api.post("environments/test/apis/weather/revisions/1/deployments", "").mustBe(200);
        attach("test");
        attach("prod");

        assertThat(api.get("envgroups/open/deployedIngressConfig?view=FULL")
                        .json()
                        .at("/routingRules"))
                .isEqualTo(json("""
                [{"basepath":"/v1","environment":"organizations/default/environments/prod",
                  "receiver":"organizations/default/apis/weather/revisions/1",
                  "otherTargets":["organizations/default/environments/test"]}]"""));
    }

    @Test
    @DisplayName("3, 5, 5.1 step 3: routing rules in the order in which the gateway tries them")
    void listsRoutingRules() {
        deploy("weather", "\"/\",\"/v1/*\",\"/v1/now\"", "test");
        deploy("maps", "\"/v1\",\"/*/now/here\"", "prod");

        api.get("envgroups/default/deployedIngressConfig").mustBe(200).mustHold("""
                {"name":"organizations/default/envgroups/default","hostnames":["*"],"routingRules":[
                  {"basepath":"/*/now/here","environment":"organizations/default/environments/prod"},
                  {"basepath":"/v1/now","environment":"organizations/default/environments/test"},
                  {"basepath":"/v1/*","environment":"organizations/default/environments/test"},
                  {"basepath":"/v1","environment":"organizations/default/environments/prod"},
                  {"basepath":"/","environment":"organizations/default/environments/test"}]}""");
        var whole = api.get("deployedIngressConfig?view=FULL").mustBe(200).json();
        assertThat(whole.at("/name").asString()).isEqualTo("organizations/default/deployedIngressConfig");
        assertThat(whole.at("/environmentGroups/0/routingRules/4")).isEqualTo(json("""
                {"basepath":"/","environment":"organizations/default/environments/test",
                 "receiver":"organizations/default/apis/weather/revisions/1"}"""));
        assertThat(whole.at("/environmentGroups/1")).isEqualTo(json("""
                {"name":"organizations/default/envgroups/open","hostnames":["open.example.com"]}"""));
        api.get("deployedIngressConfig?view=SOME")
                .mustRefuseAsX(
                        400, "INVALID_ARGUMENT", "rest.interceptor.invalid_parameter", "view must be BASIC or FULL");
    }

    @Test
    @DisplayName("1.7, 5: pages behind exclusive tokens; a token that no list gave is refused")
    void pages() {
        String first = attach("test").text("/response/name");
        attach("prod");

        var page = api.get(ATTACHMENTS + "?pageSize=1").json();

        assertThat(page.at("/environmentGroupAttachments/0/environment").asString())
                .isEqualTo("test");
        assertThat(page.at("/nextPageToken").asString()).isEqualTo(first);
        var rest = api.get(ATTACHMENTS + "?page_token=" + first).json();
        assertThat(rest.at("/environmentGroupAttachments")).hasSize(1);
        assertThat(rest.at("/environmentGroupAttachments/0/environment").asString())
                .isEqualTo("prod");
        assertThat(rest.has("nextPageToken")).isFalse();
        api.get(EDGE + "?pageToken=none")
                .mustRefuse(400, "rest.interceptor.invalid_parameter", "pageToken must be one that a list gave");
    }

    @Test
    @DisplayName("extensions 8, rule 10: writers at the same time lose nothing of each other")
    void keepsWhatWritersAttachAtTheSameTime() throws Exception {
        var names = IntStream.range(0, 8).mapToObj(i -> "e" + i).toList();
        names.forEach(
                name -> api.post("environments", "{\"name\":\"" + name + "\"}").mustBe(200));

        try (var writers = Executors.newFixedThreadPool(8)) {
            var all = names.stream()
                    .map(name -> (Callable<Answer>) () -> attach(name))
                    .toList();
            for (var each : writers.invokeAll(all)) {
                each.get();
            }
        }

        assertThat(api.get(ATTACHMENTS)
                        .json()
                        .at("/environmentGroupAttachments")
                        .valueStream())
                .extracting(each -> each.at("/environment").asString())
                .containsExactlyInAnyOrderElementsOf(names);
    }

    private Answer attach(String environment) {
        return api.post(ATTACHMENTS, "{\"environment\":\"" + environment + "\"}")
                .mustBe(200);
    }

    private void deploy(String proxy, String basePaths, String environment) {
        api.post("apis", """
                        {"name":"%s","basePaths":[%s],"target":"http://127.0.0.1:9000"}""".formatted(proxy, basePaths)).mustBe(201);
        api.post("environments/%s/apis/%s/revisions/1/deployments".formatted(environment, proxy), "")
                .mustBe(200);
    }
}
