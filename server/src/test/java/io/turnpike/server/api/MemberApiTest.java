package io.turnpike.server.api;

import static io.turnpike.server.api.AppSamples.ORGANIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// product-life 5: members of a group, by our own resource, by Edge's and by X's attribute, kept in step.
class MemberApiTest {
    private static final String RESERVED = "__apigee_reserved__developer_details";
    private static final String GROUP = ORGANIZATION + "/appgroups/web";
    private static final String MEMBERS = GROUP + "/members";
    private static final String DEVELOPERS = "/edge" + ORGANIZATION + "/companies/web/developers";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = AppSamples.start(folder);
        AppSamples.addDeveloper(api, "bob@example.org");
        api.post(ORGANIZATION + "/appgroups", "{\"name\":\"web\"}").mustBe(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("members: put adds and changes, get reads, delete removes")
    void servesMembers() {
        api.get(MEMBERS).mustBe(200).mustHold("{\"members\":[]}");
        api.put(MEMBERS + "/Ann@example.org", "{\"roles\":[\"billing\",\"owner\"]}")
                .mustBe(200)
                .mustHold("{\"email\":\"Ann@example.org\",\"roles\":[\"owner\",\"billing\"]}");
        api.put(MEMBERS + "/new+one%40example.org", "{\"roles\":[\"viewer\"]}").mustBe(200);
        api.put(MEMBERS + "/ann@example.org", "{\"roles\":[\"owner\"]}")
                .mustHold("{\"email\":\"Ann@example.org\",\"roles\":[\"owner\"]}");

        api.get(MEMBERS).mustHold("""
                {"members":[{"email":"Ann@example.org","roles":["owner"]},
                 {"email":"new+one@example.org","roles":["viewer"]}]}""");
        api.delete(MEMBERS + "/new+one@example.org")
                .mustBe(200)
                .mustHold("{\"email\":\"new+one@example.org\",\"roles\":[\"viewer\"]}");
        api.get(MEMBERS + "/new+one@example.org")
                .mustRefuseAsX(
                        404,
                        "NOT_FOUND",
                        "messaging.config.beans.MemberDoesNotExist",
                        "Member new+one@example.org does not exist");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}",
                "{\"roles\":[]}",
                "{\"roles\":[\"admin\"]}",
                "{\"roles\":[\"owner\"],\"color\":\"red\"}",
                "{\"roles\":[\"owner\"],\"email\":\"bob@example.org\"}",
            })
    @DisplayName("a body of ours is strict, and a refused one changes nothing")
    void refusesABodyThatIsNotAMember(String body) {
        long revision = api.revision();

        api.put(MEMBERS + "/ann@example.org", body).mustBe(400);
        api.put(MEMBERS + "/ann", "{\"roles\":[\"owner\"]}").mustBe(400);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("TE2: the last owner cannot leave, nor become less")
    void keepsTheLastOwner() {
        api.put(MEMBERS + "/ann@example.org", "{\"roles\":[\"owner\"]}").mustBe(200);
        api.put(MEMBERS + "/bob@example.org", "{\"roles\":[\"developer\"]}").mustBe(200);
        String rule = "Member ann@example.org is the last owner of the group; another one must be named first";
        long revision = api.revision();

        api.delete("/edge" + MEMBERS + "/ann@example.org").mustRefuse(400, "rest.interceptor.wrong_state", rule);
        api.put("/edge" + MEMBERS + "/ann@example.org", "{\"roles\":[\"developer\"]}")
                .mustRefuse(400, "rest.interceptor.wrong_state", rule);
        assertThat(api.revision()).isEqualTo(revision);

        api.put(MEMBERS + "/bob@example.org", "{\"roles\":[\"owner\"]}").mustBe(200);
        api.delete(MEMBERS + "/ann@example.org").mustBe(200);
    }

    @Test
    @DisplayName("companies.developers: added ones are merged, the role is kept as sent, the developer must exist")
    void addsDevelopersToACompany() {
        api.get(DEVELOPERS).mustBe(200).mustHold("{\"developer\":[]}");
        api.post(DEVELOPERS, "{\"developer\":[{\"email\":\"ann@example.org\",\"role\":\"Chief, of all\"}]}")
                .mustBe(200);
        api.post(DEVELOPERS, "{\"developer\":[{\"email\":\"BOB@example.org\"}]}")
                .mustBe(200)
                .mustHold("""
                        {"developer":[{"email":"ann@example.org","role":"Chief, of all"},{"email":"bob@example.org"}]}""");

        api.post(DEVELOPERS, "{\"developer\":[{\"email\":\"eve@example.org\"}]}")
                .mustRefuse(
                        404,
                        "developer.service.DeveloperDoesNotExist",
                        "Developer with id eve@example.org does not exist");
        assertThat(api.get("/edge" + ORGANIZATION + "/developers/bob@example.org")
                        .json()
                        .at("/companies/0")
                        .asString())
                .isEqualTo("web");
        assertThat(api.delete(DEVELOPERS + "/ann@example.org").mustBe(204).body())
                .isEmpty();
        api.get(DEVELOPERS).mustHold("{\"developer\":[{\"email\":\"bob@example.org\"}]}");
        api.delete(DEVELOPERS + "/ann@example.org").mustBe(404);
    }

    @Test
    @DisplayName("14: X's attribute is the source of membership, may exceed 2 KB and comes back as it was sent")
    void readsMembersFromTheReservedAttribute() {
        String details = "[{\"developer\":\"ann@example.org\",\"roles\":[\"admin\"]},"
                + " ".repeat(3000)
                + "{\"developer\":\"bob@example.org\",\"roles\":[]}]";
        putDetails(details);

        assertThat(reserved()).isEqualTo(details);
        api.get(DEVELOPERS).mustHold("""
                {"developer":[{"email":"ann@example.org","role":"admin"},{"email":"bob@example.org"}]}""");
        api.get(MEMBERS).mustHold("""
                {"members":[{"email":"ann@example.org","roles":["owner"]},
                 {"email":"bob@example.org","roles":["developer"]}]}""");
    }

    @Test
    @DisplayName("product-life 5: what one resource writes, the other two show")
    void keepsAllThreeInStep() {
        api.put(MEMBERS + "/ann@example.org", "{\"roles\":[\"owner\",\"billing\"]}")
                .mustBe(200);
        assertThat(reserved()).isEqualTo("[{\"developer\":\"ann@example.org\",\"roles\":[\"owner\",\"billing\"]}]");

        api.post(DEVELOPERS, "{\"developer\":[{\"email\":\"bob@example.org\",\"role\":\"viewer\"}]}")
                .mustBe(200);
        assertThat(reserved())
                .isEqualTo("[{\"developer\":\"ann@example.org\",\"roles\":[\"owner\",\"billing\"]},"
                        + "{\"developer\":\"bob@example.org\",\"roles\":[\"viewer\"]}]");
        api.get(MEMBERS + "/bob@example.org").mustHold("{\"email\":\"bob@example.org\",\"roles\":[\"viewer\"]}");

        putDetails(reserved().replace("viewer", "developer"));
        api.get(MEMBERS + "/ann@example.org")
                .mustHold("{\"email\":\"ann@example.org\",\"roles\":[\"owner\",\"billing\"]}");
        api.get(MEMBERS + "/bob@example.org").mustHold("{\"email\":\"bob@example.org\",\"roles\":[\"developer\"]}");

        api.delete(DEVELOPERS + "/ann@example.org").mustBe(204);
        assertThat(reserved()).isEqualTo("[{\"developer\":\"bob@example.org\",\"roles\":[\"developer\"]}]");
    }

    @Test
    @DisplayName("14: members survive clients that do not name the attribute; an empty value and DELETE mean them")
    void survivesClientsThatDoNotKnowIt() {
        String details = "[{\"developer\":\"ann@example.org\",\"roles\":[\"admin\"]}]";
        putDetails(details);

        api.put(GROUP, "{\"name\":\"web\",\"attributes\":[{\"name\":\"a\",\"value\":\"1\"}]}")
                .mustBe(200);
        api.post(GROUP + "/attributes", "{\"attribute\":[]}").mustBe(200);
        api.delete("/edge" + ORGANIZATION + "/companies/web/attributes/" + RESERVED)
                .mustBe(404);
        assertThat(reserved()).isEqualTo(details);

        api.delete(GROUP + "/attributes/" + RESERVED).mustBe(200);
        api.get(MEMBERS).mustHold("{\"members\":[]}");
        putDetails(details);
        putDetails("");
        api.get(MEMBERS).mustHold("{\"members\":[]}");
        api.get(GROUP + "/attributes").mustHold("{\"attribute\":[]}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "x",
                "{}",
                "[1]",
                "[{\"developer\":\"ann\"}]",
                "[{\"developer\":\"a@b\"},{\"developer\":\"A@b\"}]"
            })
    void refusesAnAttributeThatNamesNoMembers(String details) {
        long revision = api.revision();

        api.put(GROUP, details(details)).mustBe(400);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("14: DELETE /appgroups/{g}/{email} is 204, also for who is none; other resources are not deleted so")
    void removesAMemberAsSdksDo() {
        putDetails("[{\"developer\":\"ann@example.org\",\"roles\":[\"admin\"]}]");

        assertThat(api.delete(GROUP + "/ann%40example.org").mustBe(204).body()).isEmpty();
        assertThat(reserved()).isEqualTo("[]");
        api.delete(GROUP + "/ann@example.org").mustBe(204);
        for (String other : List.of("/apps", "/attributes", "/members")) {
            api.delete(GROUP + other).mustBe(404);
        }
    }

    @Test
    @DisplayName("members follow a developer's e-mail, and end with him")
    void followsItsDevelopers() {
        putDetails("[{\"developer\":\"ann@example.org\",\"roles\":[\"admin\"]},"
                + "{\"developer\":\"bob@example.org\",\"roles\":[\"viewer\"]}]");
        assertThat(api.get("developers/ann@example.org?includeCompany=true")
                        .json()
                        .at("/companies/0")
                        .asString())
                .isEqualTo("web");
        assertThat(api.get("developers/ann@example.org").json().has("companies"))
                .isFalse();

        api.put("developers/ann@example.org", """
                {"email":"anna@example.org","firstName":"f","lastName":"l"}""").mustBe(200);
        api.delete("developers/bob@example.org").mustBe(200);

        assertThat(reserved()).isEqualTo("[{\"developer\":\"anna@example.org\",\"roles\":[\"admin\"]}]");
    }

    private void putDetails(String value) {
        api.put(GROUP, details(value)).mustBe(200);
    }

    private static String details(String value) {
        return "{\"attributes\":[{\"name\":\"%s\",\"value\":\"%s\"}]}".formatted(RESERVED, value.replace("\"", "\\\""));
    }

    /// The attribute's value, empty where there is none.
    private String reserved() {
        for (JsonNode each : api.get(GROUP).json().at("/attributes")) {
            if (each.at("/name").asString().equals(RESERVED)) {
                return each.at("/value").asString();
            }
        }
        return "";
    }
}
