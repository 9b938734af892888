package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.management.operation.OldOperations;
import io.turnpike.storage.RecordingCaller;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Organizations that come and go, their add-ons, and the operations that tell of it.
class OrganizationLifeApiTest {
    private static final String ALL = "/v1/organizations";
    private static final String ACME = ALL + "/acme";

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
    @DisplayName("3: in X an organization is named like its project, and what was sent comes back")
    void makesAnOrganizationInX() {
        var made = api.post(ALL + "?parent=projects/acme", """
                {"displayName":"Acme","description":"d","runtimeType":"CLOUD","billingType":"PAYG",
                 "analyticsRegion":"europe-west1","properties":{"property":[{"name":"own","value":"v"}]},
                 "addonsConfig":{"advancedApiOpsConfig":{"enabled":true},"monetizationConfig":{"enabled":true}}}""").mustBe(200);

        String entity = """
                "name":"acme","displayName":"Acme","description":"d","createdAt":"1767225600000",
                "lastModifiedAt":"1767225600000",
                "properties":{"property":[{"name":"own","value":"v"},
                  {"name":"features.isMonetizationEnabled","value":"true"},
                  {"name":"features.hybrid.enabled","value":"true"}]},
                "projectId":"acme","runtimeType":"CLOUD","billingType":"PAYG","subscriptionType":"PAID",
                "analyticsRegion":"europe-west1","state":"ACTIVE",
                "addonsConfig":{"advancedApiOpsConfig":{"enabled":true},"monetizationConfig":{"enabled":true}}""";
        assertThat(made.jsonWithoutIds()).isEqualTo(json("""
                {"name":"organizations/acme/operations/<id>","done":true,
                 "metadata":{"@type":"type.googleapis.com/google.cloud.apigee.v1.OperationMetadata",
                  "operationType":"INSERT","targetResourceName":"organizations/acme","state":"FINISHED"},
                 "response":{"@type":"type.googleapis.com/google.cloud.apigee.v1.Organization",%s}}""".formatted(entity)));
        api.get(ACME).mustBe(200).mustHold("{" + entity + "}");
        assertThat(api.get("/v1/" + made.text("/name")).mustBe(200).json()).isEqualTo(made.json());
        api.get(ACME + ":getProjectMapping")
                .mustBe(200)
                .mustHold("{\"organization\":\"acme\",\"projectId\":\"acme\",\"projectIds\":[\"acme\"]}");
    }

    @Test
    @DisplayName("3: in Edge it is made with its environments, and answered by 201")
    void makesAnOrganizationInEdge() {
        api.post("/edge/v1/organizations", """
                {"name":"acme","displayName":"Acme","type":"trial","environments":["test","prod"]}""").mustBe(201).mustHold("""
                {"name":"acme","displayName":"Acme","type":"trial","environments":["prod","test"],
                 "properties":{"property":[{"name":"features.isCpsEnabled","value":"true"}]},
                 "createdAt":1767225600000,"createdBy":"admin-token",
                 "lastModifiedAt":1767225600000,"lastModifiedBy":"admin-token"}""");
        assertThat(api.get(ACME).text("/subscriptionType")).isEqualTo("TRIAL");
        api.get("/v1/o/acme/e/test").mustBe(200);
        api.get(ACME + "/operations").mustHold("{\"operations\":[]}");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("1.6: names that cannot be; an environment that cannot be takes the organization along")
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"Acme\"}",
                "{\"name\":\"1acme\"}",
                "{\"name\":\"a b\"}",
                "{\"name\":\"../acme\"}",
                "{\"name\":\"acme\",\"environments\":[\"a/b\"]}",
                "{\"name\":\"acme\",\"environments\":[\"a\",\"..\"]}",
                "{\"name\":\"acme\",\"type\":\"gratis\"}",
                "{\"name\":\"acme\",\"runtimeType\":\"CLOUDY\"}",
                "{\"name\":\"acme\",\"addonsConfig\":{\"monetizationConfig\":{\"enabled\":\"perhaps\"}}}",
                "{\"name\":\"acme\",\"properties\":{\"property\":[{\"name\":\"turnpike.x\",\"value\":\"y\"}]}}",
            })
    void refusesWhatCannotBe(String body) {
        long revision = api.revision();

        api.post(ALL, body).mustBe(400);

        assertThat(api.revision()).isEqualTo(revision);
        api.get(ACME).mustBe(404);
    }

    @Test
    @DisplayName("2.3: an organization, or an environment of it, that is named twice")
    void refusesWhatIsThere() {
        api.post(ALL, "{\"name\":\"default\"}")
                .mustRefuseAsX(
                        409,
                        "ALREADY_EXISTS",
                        "organizations.OrganizationAlreadyExists",
                        "Organization default already exists");
        api.post("/edge/v1/organizations", "{\"name\":\"default\"}")
                .mustRefuse(409, "organizations.OrganizationAlreadyExists", "Organization default already exists");
        api.post("/edge/v1/organizations", "{\"name\":\"acme\",\"environments\":[\"test\",\"test\"]}")
                .mustRefuse(409, "messaging.config.beans.EnvironmentAlreadyExists", "Environment test already exists");
        api.get(ACME).mustBe(404);
        api.post("/edge/v1/organizations", "{\"name\":\"Acme\"}")
                .mustRefuse(
                        400,
                        "organizations.InvalidOrganization",
                        "name must be 1 to 255 small letters, digits and -, the first a letter");
    }

    @Test
    @DisplayName("3: deletion takes environments, groups and products along; its operation can still be polled")
    void deletesAnOrganization() {
        api.post(ALL + "?parent=projects/acme", "{}");
        api.post(ACME + "/environments", "{\"name\":\"test\"}");
        api.post(ACME + "/envgroups", "{\"name\":\"open\",\"hostnames\":[\"open.example.com\"]}");
        api.post(ACME + "/envgroups/open/attachments", "{\"environment\":\"test\"}")
                .mustBe(200);
        api.post(ACME + "/apiproducts", "{\"name\":\"gold\",\"displayName\":\"Gold\"}")
                .mustBe(201);

        var deleted = api.delete(ACME + "?retention=MINIMUM").mustBe(200);

        assertThat(deleted.jsonWithoutIds()).isEqualTo(json("""
                {"name":"organizations/acme/operations/<id>","done":true,
                 "metadata":{"@type":"type.googleapis.com/google.cloud.apigee.v1.OperationMetadata",
                  "operationType":"DELETE","targetResourceName":"organizations/acme","state":"FINISHED"},
                 "response":{"@type":"type.googleapis.com/google.protobuf.Empty"}}"""));
        assertThat(api.get("/v1/" + deleted.text("/name")).mustBe(200).json()).isEqualTo(deleted.json());
        for (String path : new String[] {"", "/environments", "/envgroups", "/apiproducts", "/operations"}) {
            api.get(ACME + path)
                    .mustRefuseAsX(
                            404,
                            "NOT_FOUND",
                            "organizations.OrganizationDoesNotExist",
                            "Organization acme does not exist");
        }
        api.post("envgroups", "{\"name\":\"open\",\"hostnames\":[\"open.example.com\"]}")
                .mustBe(200);
        api.post("/edge/v1/organizations", "{\"name\":\"acme\"}").mustBe(201);
        assertThat(api.delete("/edge/v1/organizations/acme").mustBe(200).text("/name"))
                .isEqualTo("acme");
    }

    @Test
    @DisplayName("3: an organization that others depend on is kept")
    void refusesToDeleteWhatIsInUse() {
        AppSamples.addDeveloper(api, "ann@example.org");
        long revision = api.revision();

        api.delete("/edge/v1/organizations/default")
                .mustRefuse(
                        400,
                        "organizations.OrganizationStillReferenced",
                        "Cannot delete Organization [default] used in developer ann@example.org");
        assertThat(api.revision()).isEqualTo(revision);

        api.delete("developers/ann@example.org").mustBe(200);
        api.post("companies", "{\"name\":\"team\"}").mustBe(201);
        api.delete("/edge/v1/organizations/default")
                .mustRefuse(
                        400,
                        "organizations.OrganizationStillReferenced",
                        "Cannot delete Organization [default] used in group team");
        api.delete("appgroups/team").mustBe(200);
        api.post("apis", "{\"name\":\"weather\",\"basePath\":\"/w\",\"target\":\"http://127.0.0.1:9\"}");
        api.delete("/v1/organizations/default")
                .mustRefuseAsX(
                        400,
                        "FAILED_PRECONDITION",
                        "organizations.OrganizationStillReferenced",
                        "Cannot delete Organization [default] used in proxy weather");
        api.delete("apis/weather").mustBe(200);
        api.delete("/v1/organizations/default").mustBe(200);
    }

    @Test
    @DisplayName("3: retention is one of Apigee's, and says nothing here")
    void checksTheRetention() {
        api.delete("/edge/v1/organizations/default?retention=FOR_EVER")
                .mustRefuse(
                        400,
                        "rest.interceptor.invalid_parameter",
                        "retention must be DELETION_RETENTION_UNSPECIFIED or MINIMUM");
    }

    @Test
    @DisplayName("3: add-ons are replaced whole; monetization is the property that Edge's clients read")
    void setsAddons() {
        var set = api.post(ALL + "/default:setAddons", """
                {"addonsConfig":{"apiSecurityConfig":{"enabled":true},"monetizationConfig":{"enabled":true}}}""").mustBe(200);

        assertThat(set.text("/metadata/operationType")).isEqualTo("UPDATE");
        assertThat(set.json().at("/response/addonsConfig")).isEqualTo(json("""
                {"apiSecurityConfig":{"enabled":true},"monetizationConfig":{"enabled":true}}"""));
        assertThat(api.get("/v1/o/default").json().at("/properties/property/0"))
                .isEqualTo(json("{\"name\":\"features.isMonetizationEnabled\",\"value\":\"true\"}"));
        api.put(ALL + "/default", "{\"properties\":{\"property\":[]}}")
                .mustRefuseAsX(
                        400,
                        "INVALID_ARGUMENT",
                        "organizations.InvalidProperty",
                        "features.isMonetizationEnabled is reserved: it must be sent as it is");

        api.post(ALL + "/default:setAddons", "{\"addonsConfig\":{}}").mustBe(200);

        assertThat(api.get(ALL + "/default").json().has("addonsConfig")).isFalse();
        api.put(ALL + "/default", "{\"properties\":{\"property\":[]}}").mustBe(200);
        api.post(ALL + "/default:setAddons", "{}")
                .mustRefuseAsX(
                        400, "INVALID_ARGUMENT", "organizations.InvalidOrganization", "addonsConfig must be given");
    }

    @Test
    @DisplayName("3, 1.9: an update keeps what it does not name; a stale If-Match changes nothing")
    void updates() {
        String tag = api.get(ALL + "/default").header("ETag");
        api.put(ALL + "/default", "{\"description\":\"d\",\"runtimeType\":\"CLOUD\"}", "If-Match", tag)
                .mustBe(200);

        assertThat(api.get(ALL + "/default").text("/description")).isEqualTo("d");
        assertThat(api.get(ALL + "/default").text("/runtimeType")).isEqualTo("HYBRID");
        api.post("/v1/o/default", "{\"displayName\":\"D\"}").mustBe(200);
        assertThat(api.get(ALL + "/default").text("/description")).isEqualTo("d");
        api.put("/edge/v1/organizations/default", "{\"displayName\":\"E\"}", "If-Match", tag)
                .mustRefuse(
                        412,
                        "rest.interceptor.changed_meanwhile",
                        "Organization default was changed since it was read");
    }

    @ParameterizedTest(name = "{0} {1}")
    @DisplayName("3: organizations are made and deleted by those who see to the installation")
    @CsvSource({"POST, /v1/organizations", "DELETE, /v1/organizations/default"})
    void needsTheInstallation(String method, String path) {
        api.send(method, path, "{\"name\":\"acme\"}", "Authorization", "Bearer " + ApiServer.READER_TOKEN)
                .mustRefuseAsX(
                        403, "PERMISSION_DENIED", "usersandroles.PermissionDenied", "This needs INSTALLATION_WRITE");
    }

    @Test
    @DisplayName("4: operations list newest first, in pages, each of its own organization")
    void listsOperations() {
        api.addOrganization("globex");
        api.post("/v1/organizations/globex/environments", "{\"name\":\"theirs\"}")
                .mustBe(200);
        for (String name : new String[] {"a", "b", "c"}) {
            api.clock.advance(Duration.ofSeconds(1));
            api.post("environments", "{\"name\":\"" + name + "\"}").mustBe(200);
        }

        var page = api.get("operations?pageSize=2").mustBe(200).json();

        assertThat(page.at("/operations")).hasSize(2);
        assertThat(page.at("/operations/0/response/name").asString()).isEqualTo("c");
        var rest = api.get("operations?pageToken=" + page.at("/nextPageToken").asString())
                .json();
        assertThat(rest.at("/operations")).hasSize(1);
        assertThat(rest.at("/operations/0/response/name").asString()).isEqualTo("a");
        assertThat(rest.has("nextPageToken")).isFalse();
        String other = page.at("/operations/0/name").asString().replace("default", "globex");
        api.get("/v1/" + other).mustBe(404);
        api.get("/edge/v1/organizations/default/operations/none")
                .mustRefuse(
                        404,
                        "messaging.config.beans.LongRunningOperationDoesNotExist",
                        "LongRunningOperation none does not exist");
        api.get("/edge/v1/organizations/default/operations?pageToken=none")
                .mustRefuse(400, "rest.interceptor.invalid_parameter", "pageToken must be one that a list gave");
    }

    @Test
    @DisplayName("4: an operation can be read for seven days")
    void forgetsOldOperations() {
        String first = api.post("environments", "{\"name\":\"a\"}").text("/name");
        api.clock.advance(Duration.ofDays(7));
        String second = api.post("environments", "{\"name\":\"b\"}").text("/name");
        var old = new OldOperations(api.storage(), api.clock);
        long revision = api.revision();

        old.delete(RecordingCaller.anyone());
        api.get("/v1/" + first).mustBe(200);
        api.clock.advance(Duration.ofMillis(1));
        old.delete(RecordingCaller.anyone());

        api.get("/v1/" + first).mustBe(404);
        api.get("/v1/" + second).mustBe(200);
        assertThat(api.revision()).isEqualTo(revision);
    }
}
