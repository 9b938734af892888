package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Environment groups and their host names.
class EnvironmentGroupApiTest {
    private static final String EDGE = "/edge/v1/organizations/default/envgroups";
    private static final String TAKEN = "Hostname %s belongs to another environment group";

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
    @DisplayName("5: a group is made with its host names; the query's name wins")
    void makesAGroup() {
        var made = api.post("envgroups?name=open", """
                {"name":"other","hostnames":["API.example.com","*.example.com","[::1]","127.0.0.1"]}""").mustBe(200);

        assertThat(made.jsonWithoutIds()).isEqualTo(json("""
                {"name":"organizations/default/operations/<id>","done":true,
                 "metadata":{"@type":"type.googleapis.com/google.cloud.apigee.v1.OperationMetadata",
                  "operationType":"INSERT","targetResourceName":"organizations/default/envgroups/open",
                  "state":"FINISHED"},
                 "response":{"@type":"type.googleapis.com/google.cloud.apigee.v1.EnvironmentGroup","name":"open",
                  "hostnames":["api.example.com","*.example.com","[::1]","127.0.0.1"],"state":"ACTIVE",
                  "createdAt":"1767225600000","lastModifiedAt":"1767225600000"}}"""));
        api.get("envgroups/open").mustBe(200).mustHold("""
                {"name":"open","hostnames":["api.example.com","*.example.com","[::1]","127.0.0.1"],"state":"ACTIVE",
                 "createdAt":"1767225600000","lastModifiedAt":"1767225600000"}""");
        api.post(EDGE, "{\"name\":\"edge\",\"displayName\":\"E\",\"hostnames\":[\"e.example.com\"]}")
                .mustBe(201)
                .mustHold("""
                {"name":"edge","displayName":"E","hostnames":["e.example.com"],"state":"ACTIVE",
                 "createdAt":1767225600000,"createdBy":"admin-token",
                 "lastModifiedAt":1767225600000,"lastModifiedBy":"admin-token"}""");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("5: a group without host names, and host names that cannot be")
    @ValueSource(
            strings = {
                "",
                ",\"hostnames\":[]",
                ",\"hostnames\":[\"\"]",
                ",\"hostnames\":[\"a b\"]",
                ",\"hostnames\":[\"http://a\"]",
                ",\"hostnames\":[\"a:8080\"]",
                ",\"hostnames\":[\"a/b\"]",
                ",\"hostnames\":[\"-a\"]",
                ",\"hostnames\":[\"a..b\"]",
                ",\"hostnames\":[\"a.*.b\"]",
                ",\"hostnames\":[\"**\"]",
                ",\"hostnames\":[\"ä.example.com\"]",
                ",\"hostnames\":[\"a.example.com\",\"A.example.com\"]",
                ",\"hostnames\":[7]",
                ",\"hostnames\":{}",
            })
    void refusesHostNamesThatCannotBe(String member) {
        long revision = api.revision();

        var refused = api.post(EDGE, "{\"name\":\"open\"" + member + "}").mustBe(400);

        assertThat(refused.text("/code")).isEqualTo("messaging.config.beans.InvalidEnvironmentGroup");
        assertThat(refused.text("/message")).startsWith("hostnames must ");
        assertThat(api.revision()).isEqualTo(revision);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("5: 1 to 63 letters, digits and hyphens, alphanumeric at both ends")
    @CsvSource({
        "a, true",
        "A-1, true",
        "-a, false",
        "a-, false",
        "a_b, false",
        "a.b, false",
        "'', false",
        "a234567890123456789012345678901234567890123456789012345678901-3, true",
        "a234567890123456789012345678901234567890123456789012345678901-34, false",
    })
    void checksNames(String name, boolean fits) {
        var answer = api.post("envgroups", "{\"name\":\"%s\",\"hostnames\":[\"a.example.com\"]}".formatted(name));

        assertThat(answer.status()).isEqualTo(fits ? 200 : 400);
    }

    @Test
    @DisplayName("5.1 step 1, extensions 2: a host name belongs to one group of the whole installation")
    void refusesAHostNameThatIsTaken() {
        api.addOrganization("globex");
        api.post("envgroups", "{\"name\":\"open\",\"hostnames\":[\"a.example.com\"]}")
                .mustBe(200);
        long revision = api.revision();
        String code = "messaging.config.beans.HostnameAlreadyExists";

        api.post("envgroups", "{\"name\":\"more\",\"hostnames\":[\"b.example.com\",\"A.example.com\"]}")
                .mustRefuseAsX(409, "ALREADY_EXISTS", code, TAKEN.formatted("a.example.com"));
        api.post("/edge/v1/organizations/globex/envgroups", "{\"name\":\"theirs\",\"hostnames\":[\"*\"]}")
                .mustRefuse(409, code, TAKEN.formatted("*"));
        api.send("PATCH", EDGE + "/default", "{\"hostnames\":[\"*\",\"a.example.com\"]}")
                .mustRefuse(409, code, TAKEN.formatted("a.example.com"));
        api.post(EDGE, "{\"name\":\"open\",\"hostnames\":[\"c.example.com\"]}")
                .mustRefuse(
                        409,
                        "messaging.config.beans.EnvironmentGroupAlreadyExists",
                        "EnvironmentGroup open already exists");
        assertThat(api.revision()).isEqualTo(revision);
        assertThat(api.get("envgroups/default").text("/hostnames/0")).isEqualTo("*");
    }

    @Test
    @DisplayName("5, 24.2: PATCH with either content type, with a mask or without")
    void patchesAGroup() {
        String hosts = "{\"hostnames\":[\"%s\"]}";

        var patched = api.send(
                        "PATCH",
                        "envgroups/default?updateMask=hostnames",
                        hosts.formatted("a.example.com"),
                        "Content-Type",
                        "application/merge-patch+json")
                .mustBe(200);

        assertThat(patched.text("/metadata/operationType")).isEqualTo("UPDATE");
        assertThat(patched.text("/response/hostnames/0")).isEqualTo("a.example.com");
        api.send("PATCH", "envgroups/default", hosts.formatted("b.example.com")).mustBe(200);
        assertThat(api.get("envgroups/default").text("/hostnames/0")).isEqualTo("b.example.com");
        api.send("PATCH", "envgroups/default?update_mask=display_name", """
                {"displayName":"D","hostnames":["not.asked.for"]}""").mustBe(200);
        api.get("envgroups/default").mustHold("""
                {"name":"default","displayName":"D","hostnames":["b.example.com"],"state":"ACTIVE",
                 "createdAt":"1767225600000","lastModifiedAt":"1767225600000"}""");
        assertThat(api.get("envgroups/default/attachments").json().at("/environmentGroupAttachments"))
                .as("a change of host names leaves what is attached")
                .hasSize(2);
    }

    @Test
    @DisplayName("5: PATCH cannot take all host names, nor change the name")
    void refusesAPatchThatCannotBe() {
        api.send("PATCH", EDGE + "/default?updateMask=hostnames", "{}")
                .mustRefuse(
                        400, "messaging.config.beans.InvalidEnvironmentGroup", "hostnames must name at least one host");
        api.send("PATCH", EDGE + "/default?updateMask=name", "{\"name\":\"x\"}")
                .mustRefuse(400, "rest.interceptor.invalid_parameter", "updateMask must be of displayName, hostnames");
        api.send("PATCH", EDGE + "/default", "{\"name\":\"x\"}")
                .mustRefuse(400, "rest.interceptor.name_mismatch", "name in the URL does not match the payload");
        api.send("PATCH", EDGE + "/none", "{}")
                .mustRefuse(
                        404,
                        "messaging.config.beans.EnvironmentGroupDoesNotExist",
                        "EnvironmentGroup none does not exist");
    }

    @Test
    @DisplayName("1.9: a stale If-Match changes nothing")
    void refusesAStaleChange() {
        String tag = api.get("envgroups/default").header("ETag");
        api.send("PATCH", "envgroups/default", "{\"displayName\":\"D\"}", "If-Match", tag)
                .mustBe(200);
        String message = "EnvironmentGroup default was changed since it was read";

        api.send("PATCH", EDGE + "/default", "{\"displayName\":\"E\"}", "If-Match", tag)
                .mustRefuse(412, "rest.interceptor.changed_meanwhile", message);
        api.delete("envgroups/default", "If-Match", tag)
                .mustRefuseAsX(412, "FAILED_PRECONDITION", "rest.interceptor.changed_meanwhile", message);
    }

    @Test
    @DisplayName("5: a deleted group frees its host names, and takes its attachments along")
    void deletesAGroup() {
        var deleted = api.delete("envgroups/default").mustBe(200);

        assertThat(deleted.text("/metadata/targetResourceName")).isEqualTo("organizations/default/envgroups/default");
        assertThat(deleted.json().at("/response"))
                .isEqualTo(json("{\"@type\":\"type.googleapis.com/google.protobuf.Empty\"}"));
        api.get("envgroups").mustHold("{\"environmentGroups\":[]}");
        api.post("envgroups", "{\"name\":\"other\",\"hostnames\":[\"*\"]}").mustBe(200);
        api.get("envgroups/other/attachments").mustHold("{\"environmentGroupAttachments\":[]}");
        assertThat(api.delete(EDGE + "/other").mustBe(200).text("/hostnames/0")).isEqualTo("*");
    }

    @Test
    @DisplayName("1.7, 5: pages of 25 by default, behind exclusive tokens")
    void pages() {
        var expected = new ArrayList<>(List.of("default"));
        IntStream.range(10, 40).forEach(i -> {
            expected.add("g" + i);
            api.post("envgroups", "{\"name\":\"g%d\",\"hostnames\":[\"g%d.example.com\"]}".formatted(i, i));
        });

        var first = api.get("envgroups").json();
        var second = api.get("envgroups?pageToken=" + first.at("/nextPageToken").asString())
                .json();

        assertThat(first.at("/environmentGroups")).hasSize(25);
        var names = new ArrayList<String>();
        for (var page : List.of(first, second)) {
            page.at("/environmentGroups")
                    .forEach(each -> names.add(each.at("/name").asString()));
        }
        assertThat(names).containsExactlyElementsOf(expected);
        assertThat(second.has("nextPageToken")).isFalse();
    }
}
