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

/// Organizations, environments and their groups.
class OrganizationApiTest {
    private static final String ORGANIZATION = "/v1/organizations/default";
    private static final String PROPERTY = "{\"properties\":{\"property\":[{\"name\":\"%s\",\"value\":\"%s\"}]}}";

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
    @DisplayName("3, 1.7: in X an organization tells that it is X")
    void readsAnOrganizationInX() {
        assertThat(api.get(ORGANIZATION).json()).isEqualTo(json("""
                {"name":"default","environments":["prod","test"],"createdAt":"1767225600000",
                 "lastModifiedAt":"1767225600000",
                 "properties":{"property":[{"name":"features.hybrid.enabled","value":"true"}]},
                 "projectId":"default","runtimeType":"HYBRID","subscriptionType":"PAID","state":"ACTIVE"}"""));
        assertThat(api.get("/v1/organizations").json()).isEqualTo(json("""
                {"organizations":[{"organization":"default","projectId":"default","projectIds":["default"]}]}"""));
    }

    @Test
    @DisplayName("3, 1.7: in Edge it tells that lists are paged")
    void readsAnOrganizationInEdge() {
        assertThat(api.get("/v1/o/default").json()).isEqualTo(json("""
                {"name":"default","environments":["prod","test"],"createdAt":1767225600000,"createdBy":"system",
                 "lastModifiedAt":1767225600000,"lastModifiedBy":"system","type":"paid",
                 "properties":{"property":[{"name":"features.isCpsEnabled","value":"true"}]}}"""));
        assertThat(api.get("/v1/o").json()).isEqualTo(json("[\"default\"]"));
    }

    @Test
    @DisplayName("3: apigee-edge-js sends lengths of keys as numbers")
    void takesValuesOfPropertiesThatAreNoStrings() {
        var changed = api.put(ORGANIZATION, """
                {"properties":{"property":[{"name":"keymanagement.consumer.key.length","value":40},
                  {"name":"a","value":true}]}}""");

        assertThat(changed.mustBe(200).json().at("/properties/property/0/value").asString())
                .isEqualTo("40");
        assertThat(changed.json().at("/properties/property/1/value").asString()).isEqualTo("true");
        api.put(ORGANIZATION, "{\"properties\":{\"property\":[{\"name\":\"a\",\"value\":{}}]}}")
                .mustBe(400);
    }

    @Test
    @DisplayName("extensions 3: without the member properties the list stays, with it the list is replaced whole")
    void replacesTheWholeListOfProperties() {
        api.put(ORGANIZATION, PROPERTY.formatted("a", "1"));
        api.post("/v1/o/default", "{\"displayName\":\"The default\"}");
        assertThat(api.get(ORGANIZATION)
                        .json()
                        .at("/properties/property/0/name")
                        .asString())
                .isEqualTo("a");

        var replaced = api.put(ORGANIZATION, PROPERTY.formatted("b", "2"));

        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json().get("displayName").asString()).isEqualTo("The default");
        assertThat(replaced.json().get("properties")).isEqualTo(json("""
                {"property":[{"name":"b","value":"2"},{"name":"features.hybrid.enabled","value":"true"}]}"""));
    }

    @Test
    @DisplayName("1.7: what a client of one dialect reads and writes back does not reach the other dialect")
    void keepsTheMarkOfOneDialectFromTheOther() {
        api.put(ORGANIZATION, api.get(ORGANIZATION).body());

        assertThat(api.get("/v1/o/default").json().get("properties"))
                .isEqualTo(json("{\"property\":[{\"name\":\"features.isCpsEnabled\",\"value\":\"true\"}]}"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @DisplayName("extensions 3: names of ours and their values are checked, and reserved ones stand still")
    @CsvSource({
        "turnpike.secrets, show-once, must be readable; show-once is not supported yet",
        "keymanagement.consumer.key.length, 15, must be from 16 to 2048",
        "keymanagement.consumer.secret.length, 2049, must be from 16 to 2048",
        "keymanagement.consumer.secret.length, long, must be from 16 to 2048",
        "turnpike.colour, red, is not known here",
        "turnpike.kind, sandbox, is not known here",
        "products.delete.inUse, maybe, must be one of allow| refuse",
        "features.isMonetizationEnabled, true, is reserved: it must be sent as it is",
    })
    void refusesPropertiesThatDoNotFit(String name, String value, String rule) {
        long revision = api.revision();

        var refused = api.put("/edge/v1/organizations/default", PROPERTY.formatted(name, value));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json()).isEqualTo(json("""
                {"code":"organizations.InvalidProperty","message":"%s %s","contexts":[]}""".formatted(name, rule.replace('|', ','))));
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("2.3: an organization that does not exist")
    void answers404ForAnUnknownOrganization() {
        for (String path : new String[] {"", "/environments", "/apiproducts", "/developers", "/apis", "/deployments"}) {
            var missing = api.get("/edge/v1/organizations/nowhere" + path);
            assertThat(missing.status()).as(path).isEqualTo(404);
            assertThat(missing.json()).as(path).isEqualTo(json("""
                    {"code":"organizations.OrganizationDoesNotExist",
                     "message":"Organization nowhere does not exist","contexts":[]}"""));
        }
    }

    @Test
    @DisplayName("4, 24.1 #2: environments list as names, and show only what was sent")
    void readsEnvironments() {
        assertThat(api.get("environments").json()).isEqualTo(json("[\"prod\",\"test\"]"));
        assertThat(api.get("/v1/o/default/e/test").json()).isEqualTo(json("""
                {"name":"test","createdAt":1767225600000,"createdBy":"system","lastModifiedAt":1767225600000,
                 "lastModifiedBy":"system","properties":{"property":[]}}"""));
        var missing = api.get("/v1/o/default/e/nowhere");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json()).isEqualTo(json("""
                {"code":"messaging.config.beans.EnvironmentDoesNotExist",
                 "message":"Environment nowhere does not exist","contexts":[]}"""));
    }

    @Test
    @DisplayName("4, extensions 3: an environment is replaced whole, but for properties that were not sent")
    void replacesAnEnvironment() {
        api.put("environments/test", """
                {"name":"test","displayName":"Test","description":"d",
                 "properties":{"property":[{"name":"turnpike.kind","value":"sandbox"}]}}""");

        var changed = api.post("environments/test", "{\"description\":\"e\"}");

        assertThat(changed.json()).isEqualTo(json("""
                {"name":"test","description":"e","createdAt":"1767225600000","lastModifiedAt":"1767225600000",
                 "properties":{"property":[{"name":"turnpike.kind","value":"sandbox"}]},"state":"ACTIVE"}"""));
        assertThat(api.put("environments/test", PROPERTY.formatted("turnpike.limits", "x0"))
                        .status())
                .isEqualTo(400);
        assertThat(api.put("environments/test", PROPERTY.formatted("turnpike.limits", "x0.5"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("5: environment groups, and pages behind an exclusive token")
    void readsEnvironmentGroups() {
        String group = """
                {"name":"default","hostnames":["*"],"state":"ACTIVE","createdAt":"1767225600000",
                 "lastModifiedAt":"1767225600000"}""";

        assertThat(api.get("envgroups").json()).isEqualTo(json("{\"environmentGroups\":[" + group + "]}"));
        assertThat(api.get("envgroups/default").json()).isEqualTo(json(group));
        assertThat(api.get("envgroups?page_token=default&page_size=1").json())
                .as("a token that is just a name is inclusive")
                .isEqualTo(json("{\"environmentGroups\":[" + group + "]}"));
        assertThat(api.get("envgroups?page_token=defaulu&page_size=1").json())
                .isEqualTo(json("{\"environmentGroups\":[]}"));
        assertThat(api.get("envgroups/other").status()).isEqualTo(404);
    }
}
