package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where revisions answer, as both dialects show it.
class DeploymentApiTest {
    private static final String PROXY = "{\"name\":\"%s\",\"basePath\":\"%s\",\"target\":\"http://127.0.0.1:9000\"}";
    private static final String FIRST = "environments/test/apis/weather/revisions/1/deployments";
    private static final String SECOND = "environments/test/apis/weather/revisions/2/deployments";
    private static final String SHOWN = """
            {"environment":"test","apiProxy":"weather","revision":"1","deployStartTime":"1767225600000"}""";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
        api.post("apis", PROXY.formatted("weather", "/v1/weather"));
        api.post("apis/weather/revisions", PROXY.formatted("weather", "/v1/weather"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("6: deploy with a form or nothing as the body, read, poll, undeploy in X")
    void deploysInX() {
        var deployed = api.post(FIRST, "a=b", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(deployed.status()).isEqualTo(200);
        assertThat(deployed.json()).isEqualTo(json(SHOWN));
        assertThat(api.get(FIRST).json()).isEqualTo(json(SHOWN.replace("\"}", "\",\"state\":\"READY\"}")));
        for (String list : new String[] {
            "deployments",
            "environments/test/deployments",
            "apis/weather/deployments",
            "apis/weather/revisions/1/deployments",
            "environments/test/apis/weather/deployments"
        }) {
            assertThat(api.get(list).json()).as(list).isEqualTo(json("{\"deployments\":[" + SHOWN + "]}"));
        }
        assertThat(api.get("environments/prod/deployments").json()).isEqualTo(json("{\"deployments\":[]}"));
        assertThat(api.delete(FIRST).json()).isEqualTo(json("{}"));
        assertThat(api.get(FIRST).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("6, 24.2: the same in Edge, nested, also by the older form with the environment in the query")
    void deploysInEdge() {
        String edge = "/v1/o/default/";
        String state = """
                {"configuration":{"basePath":"/v1/weather","steps":[]},"name":"%s","server":[],"state":"deployed"}""";

        var deployed = api.post(
                edge + "apis/weather/revisions/1/deployments?action=deploy&delay=12&env=test&override=true", "");

        assertThat(deployed.status()).isEqualTo(200);
        assertThat(deployed.json()).isEqualTo(json("""
                {"aPIProxy":"weather","environment":"test","name":"1","organization":"default","revision":"1",
                 "configuration":{"basePath":"/v1/weather","steps":[]},"server":[],"state":"deployed"}"""));
        assertThat(api.get(edge + "e/test/apis/weather/deployments").json())
                .isEqualTo(json("""
                {"name":"weather","environment":"test","organization":"default","revision":[%s]}""".formatted(state.formatted("1"))));
        assertThat(api.get(edge + "deployments").json()).isEqualTo(json("""
                {"name":"default","organization":"default","environment":[{"name":"test","aPIProxy":[
                  {"name":"weather","revision":[%s]}]}]}""".formatted(state.formatted("1"))));
        assertThat(api.get(edge + "e/test/deployments").json()).isEqualTo(json("""
                {"name":"test","organization":"default","aPIProxy":[{"name":"weather","revision":[%s]}]}""".formatted(state.formatted("1"))));
        assertThat(api.get(edge + "apis/weather/deployments").json())
                .isEqualTo(json("""
                {"name":"weather","organization":"default","environment":[{"name":"test","revision":[%s]}]}""".formatted(state.formatted("1"))));
        assertThat(api.get(edge + "apis/weather/revisions/1/deployments").json())
                .isEqualTo(json("""
                {"name":"1","aPIProxy":"weather","organization":"default","environment":[%s]}""".formatted(state.formatted("test"))));
        assertThat(api.delete(edge + FIRST.replace("environments", "e"))
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("undeployed");
        assertThat(api.get(edge + "e/test/apis/weather/deployments").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("PX3: another revision takes over only with override=true")
    void replacesARevisionOnlyOnDemand() {
        api.post(FIRST, "");

        var refused = api.post("/edge/v1/organizations/default/" + SECOND, "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json()).isEqualTo(json("""
                {"code":"distribution.OtherRevisionDeployed",
                 "message":"Environment test holds revision 1 of weather; override=true replaces it","contexts":[]}"""));
        assertThat(api.post(FIRST, "").status()).as("the same once more").isEqualTo(200);
        assertThat(api.post(SECOND + "?override=true", "").status()).isEqualTo(200);
        assertThat(api.get("deployments").json().at("/deployments/0/revision").asString())
                .isEqualTo("2");
        var gone = api.delete("/edge/v1/organizations/default/" + FIRST);
        assertThat(gone.status()).isEqualTo(400);
        assertThat(gone.json()).isEqualTo(json("""
                {"code":"distribution.RevisionNotDeployed",
                 "message":"Deployment 1 of weather is not deployed in test","contexts":[]}"""));
    }

    @Test
    @DisplayName("6, PX3: apigee-edge-js and apigeetool say in a form what others say in the query; the query wins")
    void readsFormsAsEdgesClientsSendThem() {
        String form = "application/x-www-form-urlencoded";
        api.post(FIRST, "override=true&delay=8", "Content-Type", form).mustBe(200);

        api.post(SECOND, "override=false", "Content-Type", form).mustBe(400);
        api.post(SECOND + "?override=false", "override=true", "Content-Type", form)
                .mustBe(400);
        api.post(SECOND, "override=%zz", "Content-Type", form).mustBe(400);
        api.post(SECOND, "override=true&basepath=/b", "Content-Type", form)
                .mustRefuseAsX(
                        400,
                        "INVALID_ARGUMENT",
                        "rest.interceptor.invalid_parameter",
                        "basepath must be left out: a deployment has the base paths of its revision");
        api.post(SECOND, "override=true&delay=8", "Content-Type", form).mustBe(200);
        var undeployed = api.post(
                "/v1/o/default/apis/weather/deployments", "action=undeploy&revision=2&env=test", "Content-Type", form);

        assertThat(undeployed.mustBe(200).text("/state")).isEqualTo("undeployed");
        api.get(SECOND).mustBe(404);
        api.post("apis/weather/deployments", "action=undeploy&env=test", "Content-Type", form)
                .mustBe(400);
    }

    @Test
    @DisplayName("PX2: another proxy on a base path that is taken in the group is refused, and the holder named")
    void refusesABasePathThatAnotherProxyHolds() {
        api.post("apis", PROXY.formatted("rival", "/v1/weather/"));
        api.post(FIRST, "");
        long revision = api.revision();

        var refused =
                api.post("/edge/v1/organizations/default/environments/prod/apis/rival/revisions/1/deployments", "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json()).isEqualTo(json("""
                {"code":"distribution.BasePathConflict","contexts":[],
                 "message":"The base path /v1/weather is held by weather in the environment group default"}"""));
        assertThat(api.revision()).isEqualTo(revision);
        api.delete(FIRST);
        assertThat(api.post("environments/prod/apis/rival/revisions/1/deployments", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("PX2: the same proxy in a second environment of the group is accepted, and the conflict listed")
    void listsConflictsOfAProxyWithItself() {
        api.post(FIRST, "");

        var second = api.post("environments/prod/apis/weather/revisions/1/deployments", "");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().get("routeConflicts")).isEqualTo(json("""
                [{"environmentGroup":"default","description":"weather answers under /v1/weather in test",
                  "conflictingDeployment":{"apiProxy":"weather","revision":"1","environment":"test",
                   "basepath":"/v1/weather"}}]"""));
    }

    @Test
    @DisplayName("24.2: the change report is asked for before a deployment, and says nothing")
    void answersTheChangeReport() {
        assertThat(api.post(FIRST + ":generateDeployChangeReport?override=true", "")
                        .json())
                .isEqualTo(json("{}"));
    }

    @Test
    @DisplayName("6: deployments of what does not exist are 404")
    void answers404ForUnknownPlaces() {
        for (String path : new String[] {
            "environments/none/deployments",
            "apis/none/deployments",
            "environments/test/apis/weather/revisions/9/deployments"
        }) {
            assertThat(api.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(api.post("environments/test/apis/weather/revisions/9/deployments", "")
                        .status())
                .isEqualTo(404);
    }
}
