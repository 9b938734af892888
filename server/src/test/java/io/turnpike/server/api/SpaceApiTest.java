package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("management-api 19: spaces")
class SpaceApiTest {
    private static final String EDGE = "/edge/v1/organizations/default/spaces";
    private static final String POLICY = """
            {"policy":{"bindings":[{"role":"roles/apigee.spaceContentEditor",
              "members":["user:ada@example.com","serviceAccount:s@p.iam.gserviceaccount.com"]}]%s}}""";

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
    @DisplayName("the id stands in the query or, as some clients send it, in the body; times are RFC 3339")
    void createsASpace() {
        api.post("spaces?spaceId=red", "{\"displayName\":\"Red\"}").mustBe(200).mustHold("""
                {"name":"red","displayName":"Red","createTime":"2026-01-01T00:00:00Z","updateTime":"2026-01-01T00:00:00Z"}""");
        api.post("spaces", "{\"name\":\"blue\"}").mustBe(200).mustHold("""
                {"name":"blue","createTime":"2026-01-01T00:00:00Z","updateTime":"2026-01-01T00:00:00Z"}""");
        api.get("spaces/red").mustBe(200).mustHold("""
                {"name":"red","displayName":"Red","createTime":"2026-01-01T00:00:00Z","updateTime":"2026-01-01T00:00:00Z"}""");
    }

    @Test
    @DisplayName("1.7: lists page behind an exclusive token")
    void listsSpaces() {
        api.get("spaces").mustBe(200).mustHold("{\"spaces\":[]}");
        for (String name : new String[] {"c", "a", "b"}) {
            api.post("spaces?spaceId=" + name, "{}").mustBe(200);
        }

        var first = api.get("spaces?pageSize=2");
        assertThat(first.json().get("spaces").size()).isEqualTo(2);
        var last = api.get("spaces?page_size=2&page_token=" + first.text("/nextPageToken"));
        assertThat(last.text("/spaces/0/name")).isEqualTo("c");
        assertThat(last.json().has("nextPageToken")).isFalse();
    }

    @Test
    @DisplayName("PATCH changes the display name, with the mask or without")
    void patchesTheDisplayName() {
        api.post("spaces?spaceId=red", "{\"displayName\":\"Red\"}");
        api.clock.advance(Duration.ofMillis(5));

        api.send("PATCH", "spaces/red?updateMask=displayName", "{\"displayName\":\"Rot\"}")
                .mustBe(200)
                .mustHold("""
                        {"name":"red","displayName":"Rot","createTime":"2026-01-01T00:00:00Z",
                         "updateTime":"2026-01-01T00:00:00.005Z"}""");
        assertThat(api.send("PATCH", "spaces/red", "{\"name\":\"red\",\"displayName\":\"Rouge\"}")
                        .mustBe(200)
                        .text("/displayName"))
                .isEqualTo("Rouge");
        assertThat(api.send("PATCH", "spaces/red", "{}").mustBe(200).text("/displayName"))
                .as("a body that does not name it leaves it")
                .isEqualTo("Rouge");
        api.send("PATCH", EDGE + "/red?updateMask=name", "{\"name\":\"x\"}")
                .mustRefuse(400, "rest.interceptor.invalid_parameter", "updateMask must be of displayName");
        api.send("PATCH", EDGE + "/red", "{\"name\":\"x\"}")
                .mustRefuse(400, "rest.interceptor.name_mismatch", "name in the URL does not match the payload");
    }

    @Test
    @DisplayName("2.3: duplicates, unknown spaces, and names that do not fit")
    void refusesWhatDoesNotFit() {
        api.post("spaces?spaceId=red", "{}");
        long revision = api.revision();

        api.post(EDGE + "?spaceId=red", "{}")
                .mustRefuse(409, "messaging.config.beans.SpaceAlreadyExists", "Space red already exists");
        api.get("spaces/blue")
                .mustRefuseAsX(
                        404, "NOT_FOUND", "messaging.config.beans.SpaceDoesNotExist", "Space blue does not exist");
        String rule = "name must be 1 to 63 letters, digits and . _ -, with a letter or a digit at both ends";
        api.post(EDGE, "{}").mustRefuse(400, "messaging.config.beans.InvalidSpace", rule);
        api.post(EDGE + "?spaceId=a%20b", "{}").mustRefuse(400, "messaging.config.beans.InvalidSpace", rule);
        api.post(EDGE + "?spaceId=blue", "{\"displayName\":\"" + "x".repeat(256) + "\"}")
                .mustRefuse(400, "messaging.config.beans.InvalidSpace", "displayName must have at most 255 characters");

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("DELETE answers {}; a space that holds a product is 400")
    void deletesAnEmptySpace() {
        api.post("spaces?spaceId=red", "{}");
        api.post("apiproducts", "{\"name\":\"p\",\"displayName\":\"P\",\"space\":\"red\"}")
                .mustBe(201);
        String message = "Space red holds ApiProduct p, and cannot be deleted";

        api.delete("spaces/red")
                .mustRefuseAsX(400, "FAILED_PRECONDITION", "messaging.config.beans.SpaceNotEmpty", message);
        api.delete(EDGE + "/red").mustRefuse(400, "messaging.config.beans.SpaceNotEmpty", message);

        api.delete("apiproducts/p").mustBe(200);
        api.delete("spaces/red").mustBe(200).mustHold("{}");
        api.delete("spaces/red").mustBe(404);
    }

    @Test
    @DisplayName("9.2: a product's space must exist, and is changed by :move alone")
    void movesAProduct() {
        api.post("spaces?spaceId=red", "{}");
        api.post("spaces?spaceId=blue", "{}");
        api.post("/edge/v1/organizations/default/apiproducts", """
                        {"name":"p","displayName":"P","space":"green"}""")
                .mustRefuse(
                        400, "keymanagement.service.apiproduct_invalid_field", "space must exist in the organization");
        api.post("apiproducts", "{\"name\":\"p\",\"displayName\":\"P\",\"space\":\"red\"}")
                .mustBe(201);

        assertThat(api.put("apiproducts/p", "{\"displayName\":\"P\",\"space\":\"blue\"}")
                        .text("/space"))
                .isEqualTo("red");
        api.post("apiproducts/p:move", "{\"space\":\"blue\"}").mustBe(200).mustHold("""
                {"name":"p","displayName":"P","approvalType":"auto","space":"blue",
                 "createdAt":"1767225600000","lastModifiedAt":"1767225600000"}""");
        assertThat(api.post("apiproducts/p/:move?space=red", "").mustBe(200).text("/space"))
                .isEqualTo("red");
        api.get("apiproducts?space=red").mustHold("{\"apiProduct\":[{\"name\":\"p\"}]}");
        api.get("apiproducts?space=blue").mustHold("{\"apiProduct\":[]}");
        api.post("apiproducts/p:move", "{\"space\":\"green\"}")
                .mustRefuseAsX(
                        400,
                        "INVALID_ARGUMENT",
                        "keymanagement.service.apiproduct_invalid_field",
                        "space must exist in the organization");
        assertThat(api.post("apiproducts/p:move", "{}").mustBe(200).json().has("space"))
                .isFalse();
    }

    @Test
    @DisplayName("6: a proxy is made in a space that exists, moved by :move, and listed by it")
    void movesAProxy() {
        api.post("spaces?spaceId=red", "{}");
        String proxy = "{\"name\":\"weather\",\"basePath\":\"/weather\",\"target\":\"http://127.0.0.1:9\"}";
        String apis = "/edge/v1/organizations/default/apis";
        api.post(apis + "?space=green", proxy)
                .mustRefuse(400, "messaging.config.beans.InvalidApiProxy", "space must exist in the organization");
        api.post("apis?space=red", proxy).mustBe(201);

        assertThat(api.get("apis/weather").text("/space")).isEqualTo("red");
        api.get("apis?space=red").mustHold("{\"proxies\":[{\"name\":\"weather\"}]}");
        api.get(apis + "?space=blue").mustHold("[]");
        api.delete(EDGE + "/red")
                .mustRefuse(
                        400,
                        "messaging.config.beans.SpaceNotEmpty",
                        "Space red holds APIProxy weather, and cannot be deleted");
        api.post(apis + "/weather:move", "{\"space\":\"green\"}")
                .mustRefuse(400, "messaging.config.beans.InvalidApiProxy", "space must exist in the organization");
        assertThat(api.post("apis/weather:move", "{\"space\":\"\"}")
                        .mustBe(200)
                        .json()
                        .has("space"))
                .isFalse();
        api.delete("spaces/red").mustBe(200);
    }

    @Test
    @DisplayName("ruling 10: a stale If-Match is 412 for :move, PATCH and DELETE")
    void refusesChangesThatWereReadBeforeAnotherOne() {
        String space = api.post("spaces?spaceId=red", "{}").header("ETag");
        String product = api.post("apiproducts", "{\"name\":\"p\",\"displayName\":\"P\"}")
                .header("ETag");
        api.send("PATCH", "spaces/red", "{\"displayName\":\"R\"}").mustBe(200);
        api.post("apiproducts/p:move", "{\"space\":\"red\"}").mustBe(200);
        long revision = api.revision();

        api.send("PATCH", EDGE + "/red", "{}", "If-Match", space)
                .mustRefuse(412, "rest.interceptor.changed_meanwhile", "Space red was changed since it was read");
        api.delete("spaces/red", "If-Match", space).mustBe(412);
        api.post("apiproducts/p:move", "{}", "If-Match", product).mustBe(412);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("a policy is kept, and replaced only where it is as it was read")
    void keepsThePolicy() {
        api.post("spaces?spaceId=red", "{\"displayName\":\"Red\"}");
        String empty = api.get("spaces/red:getIamPolicy").mustBe(200).text("/etag");
        api.get("spaces/red:getIamPolicy").mustHold("{\"version\":1,\"etag\":\"%s\"}".formatted(empty));

        var set = api.post("spaces/red:setIamPolicy", POLICY.formatted(",\"etag\":\"" + empty + "\""))
                .mustBe(200);

        String etag = set.text("/etag");
        set.mustHold("""
                {"version":1,"etag":"%s","bindings":[{"role":"roles/apigee.spaceContentEditor",
                 "members":["user:ada@example.com","serviceAccount:s@p.iam.gserviceaccount.com"]}]}""".formatted(etag));
        api.get("spaces/red:getIamPolicy").mustHold(set.body());
        api.post(EDGE + "/red:setIamPolicy", POLICY.formatted(",\"etag\":\"" + empty + "\""))
                .mustRefuse(412, "rest.interceptor.changed_meanwhile", "Space red was changed since it was read");
        assertThat(api.get("spaces/red").text("/displayName")).isEqualTo("Red");
        assertThat(api.post("spaces/red:setIamPolicy", "{\"policy\":{}}")
                        .mustBe(200)
                        .json()
                        .has("bindings"))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | policy must be given",
                "{\"policy\":{\"bindings\":[{}]}} | policy.bindings.role must name a role",
                "{\"policy\":{\"bindings\":[{\"role\":\"r\",\"members\":[\"ada\"]}]}} | policy.bindings.members must be "
                        + "such as user:ada@example.com, serviceAccount:…, group:… or domain:…",
                "{\"policy\":{\"bindings\":[{\"role\":\"r\",\"condition\":{}}]}} | "
                        + "policy.bindings[0].condition is not supported",
            })
    void refusesPoliciesThatDoNotFit(String policy, String message) {
        api.post("spaces?spaceId=red", "{}");
        long revision = api.revision();

        api.post(EDGE + "/red:setIamPolicy", policy).mustRefuse(400, "messaging.config.beans.InvalidSpace", message);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("the permissions of the caller's roles, of those that were asked for")
    void tellsWhatTheCallerMayDo() {
        api.post("spaces?spaceId=red", "{}");
        String asked = """
                {"permissions":["apigee.apiproducts.get","apigee.apiproducts.create","apigee.proxies.delete",
                 "apigee.nothing.get","other"]}""";

        api.post("spaces/red:testIamPermissions", asked).mustBe(200).mustHold("""
                {"permissions":["apigee.apiproducts.get","apigee.apiproducts.create","apigee.proxies.delete"]}""");
        api.post("spaces/red:testIamPermissions", asked, "Authorization", "Bearer " + ApiServer.READER_TOKEN)
                .mustHold("{\"permissions\":[\"apigee.apiproducts.get\"]}");
        api.post("spaces/red:testIamPermissions", "{\"permissions\":[\"other\"]}")
                .mustHold("{}");
    }
}
