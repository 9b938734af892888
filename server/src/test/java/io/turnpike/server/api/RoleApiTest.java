package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.basic;
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

@DisplayName("management-api 16: user roles")
class RoleApiTest {
    private static final String ORGANIZATION = "/edge/v1/o/default";
    private static final String ROLES = ORGANIZATION + "/userroles";
    private static final String PORTAL = ROLES + "/portal";
    private static final String PASSWORD = "correct horse battery";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
        api.post("/v1/users", "{\"emailId\":\"p@x.org\",\"firstName\":\"P\",\"password\":\"%s\"}".formatted(PASSWORD))
                .mustBe(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("userroles.list, .create, .get, .delete")
    void keepsRoles() {
        api.get(ROLES).mustBe(200).mustHold("[\"orgadmin\",\"businessuser\",\"opsadmin\",\"readonlyadmin\"]");

        api.post(ROLES, "{\"role\":[{\"name\":\"portal\"},{\"name\":\"a b\"}]}")
                .mustBe(200)
                .mustHold("{\"role\":[{\"name\":\"portal\"},{\"name\":\"a b\"}]}");
        api.get(ROLES).mustHold("""
                ["orgadmin","businessuser","opsadmin","readonlyadmin","a b","portal"]""");
        api.get(PORTAL).mustBe(200).mustHold("{\"name\":\"portal\"}");
        api.get(ROLES + "/orgadmin").mustBe(200).mustHold("{\"name\":\"orgadmin\"}");
        api.delete(PORTAL).mustBe(200).mustHold("{\"name\":\"portal\"}");
        api.get(PORTAL).mustRefuse(404, "messaging.config.beans.RoleDoesNotExist", "Role portal does not exist");
    }

    @Test
    @DisplayName("userroles.create makes all or none")
    void createsAllOrNone() {
        makePortal();

        api.post(ROLES, "{\"role\":[{\"name\":\"new\"},{\"name\":\"portal\"}]}")
                .mustRefuse(409, "messaging.config.beans.RoleAlreadyExists", "Role portal already exists");

        api.get(ROLES + "/new").mustBe(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orgadmin", "sysadmin", "readonlyadmin"})
    @DisplayName("built-in roles are neither made nor changed nor deleted")
    void neverChangesBuiltInRoles(String role) {
        String rule = "Role %s is built in and never changes".formatted(role);
        String permission = "{\"path\":\"/\",\"permissions\":[\"get\"]}";

        api.delete(ROLES + "/" + role).mustRefuse(400, "rest.interceptor.wrong_state", rule);
        api.post(ROLES + "/" + role + "/permissions", permission).mustRefuse(400, "rest.interceptor.wrong_state", rule);
        api.delete(ROLES + "/" + role + "/permissions/get?path=/")
                .mustRefuse(400, "rest.interceptor.wrong_state", rule);
        api.post(ROLES, "{\"role\":[{\"name\":\"%s\"}]}".formatted(role)).mustBe(400);
    }

    @Test
    @DisplayName("a built-in role shows what it may in the words of custom ones")
    void showsBuiltInRoles() {
        api.get(ROLES + "/opsadmin/permissions?path=/apis").mustBe(200).mustHold("""
                {"organization":"default","path":"/apis","permissions":["delete","get","put"]}""");
        api.get(ROLES + "/opsadmin/permissions/put?path=/apiproducts").mustHold("{\"value\":false}");
        api.get(ROLES + "/readonlyadmin/permissions/put?path=/").mustHold("{\"value\":false}");
    }

    @Test
    @DisplayName("userroles.users: list, add by form, verify, remove; a role that is held is not deleted")
    void keepsMembers() {
        makePortal();
        api.post(PORTAL + "/users", "id=p%40x.org", "Content-Type", "application/x-www-form-urlencoded")
                .mustBe(200)
                .mustHold("""
                        {"emailId":"p@x.org","firstName":"P","lastName":"",
                         "roles":{"role":[{"name":"portal","organization":"default"}]}}""");

        api.get(PORTAL + "/users").mustBe(200).mustHold("[\"p@x.org\"]");
        api.get(PORTAL + "/users/p@x.org").mustBe(200).mustHold("""
                {"emailId":"p@x.org","firstName":"P","lastName":""}""");
        api.delete(PORTAL).mustRefuse(400, "mint.stillReferenced", "Cannot delete Role [portal] used in users");
        api.delete(PORTAL + "/users/p@x.org").mustBe(204);
        api.delete(PORTAL + "/users/p@x.org")
                .mustRefuse(404, "messaging.config.beans.UserDoesNotExist", "User p@x.org does not exist");
        api.get(PORTAL + "/users/p@x.org").mustBe(404);
        api.post(PORTAL + "/users", "").mustRefuse(400, "rest.interceptor.invalid_parameter", "id must name a user");
        api.post("serviceaccounts", "{\"name\":\"s\",\"role\":\"portal\",\"access\":\"read\"}")
                .mustBe(201);
        api.delete(PORTAL)
                .mustRefuse(400, "mint.stillReferenced", "Cannot delete Role [portal] used in service accounts");
    }

    @Test
    @DisplayName("userroles.permissions: add, list, one path, verify, take away")
    void keepsPermissions() {
        makePortal();
        api.post(PORTAL + "/permissions", "{\"path\":\"/developers/\",\"permissions\":[\"put\",\"get\"]}")
                .mustBe(201)
                .mustHold("{\"path\":\"/developers\",\"permissions\":[\"get\",\"put\"]}");
        api.post(PORTAL + "/resourcepermissions", """
                        {"resourcePermission":[{"path":"/developers","permissions":["delete"]},
                                               {"path":"/apis","permissions":["get"]}]}""").mustBe(200).mustHold("""
                        {"resourcePermission":[{"path":"/developers","permissions":["delete"]},
                                               {"path":"/apis","permissions":["get"]}]}""");

        api.get(PORTAL + "/permissions").mustBe(200).mustHold("""
                {"resourcePermission":[
                  {"organization":"default","path":"/developers","permissions":["delete","get","put"]},
                  {"organization":"default","path":"/apis","permissions":["get"]}]}""");
        api.get(PORTAL + "/permissions/put?path=/developers").mustHold("{\"value\":true}");
        api.delete(PORTAL + "/permissions/get?path=/apis")
                .mustBe(200)
                .mustHold("{\"path\":\"/apis\",\"permissions\":[\"get\"]}");
        api.delete(PORTAL + "/permissions/put?path=/developers").mustBe(200);
        api.get(PORTAL + "/permissions").mustHold("""
                {"resourcePermission":[
                  {"organization":"default","path":"/developers","permissions":["delete","get"]}]}""");
        api.delete(PORTAL + "/permissions/post?path=/apis")
                .mustRefuse(400, "rest.interceptor.invalid_parameter", "permission must be get, put or delete");
        api.post(PORTAL + "/permissions", "{\"path\":\"apis\",\"permissions\":[\"get\"]}")
                .mustRefuse(
                        400,
                        "messaging.config.beans.InvalidRole",
                        "path must be a path below the organization, such as /developers/*/apps");
        api.post(PORTAL + "/permissions", "{\"path\":\"/apis\",\"permissions\":[\"post\"]}")
                .mustRefuse(400, "messaging.config.beans.InvalidRole", "permissions must be of get, put, delete");
    }

    @Test
    @DisplayName("16, the Drupal portal's role: set up as its command does, it may do what the portal does and no more")
    void servesThePortal() {
        makePortal();
        for (String each : List.of(
                "/ get",
                "/environments/ get",
                "/environments/*/stats/* get",
                "/userroles get",
                "/apiproducts get,put",
                "/developers get,put,delete",
                "/developers/*/apps get,put,delete",
                "/developers/*/apps/* get,put,delete",
                "/companies get,put",
                "/companies/* get,put,delete",
                "/companies/*/apps get,put",
                "/companies/*/apps/* get,put,delete")) {
            String[] parts = each.split(" ");
            String verbs = "\"" + parts[1].replace(",", "\",\"") + "\"";
            api.post(PORTAL + "/permissions", "{\"path\":\"%s\",\"permissions\":[%s]}".formatted(parts[0], verbs))
                    .mustBe(201);
        }
        api.post(PORTAL + "/users?id=p@x.org", "").mustBe(200);
        AppSamples.addProduct(api, "gold", "auto");

        portal("GET", "", "", 200);
        portal("GET", "/environments", "", 200);
        portal("GET", "/apiproducts?expand=true", "", 200);
        portal("GET", "/userroles", "", 200);
        portal("POST", "/developers", "{\"email\":\"a+b@x.org\",\"firstName\":\"f\",\"lastName\":\"l\"}", 201);
        portal("POST", "/developers/a%2Bb@x.org/apps", "{\"name\":\"My App\",\"apiProducts\":[\"gold\"]}", 201);
        portal("PUT", "/developers/a%2Bb@x.org/apps/My%20App", "{\"attributes\":[]}", 200);
        portal("DELETE", "/developers/a%2Bb@x.org/apps/My%20App", "", 200);
        portal("DELETE", "/developers/a%2Bb@x.org", "", 200);

        long before = api.revision();
        portal("DELETE", "/apiproducts/gold", "", 403);
        portal("POST", "/apis", "{}", 403);
        portal("PUT", "", "{\"properties\":{\"property\":[]}}", 403);
        portal("POST", "/userroles/portal/permissions", "{\"path\":\"/\",\"permissions\":[\"delete\"]}", 403);
        portal("POST", "/serviceaccounts", "{}", 403);
        assertThat(api.revision()).isEqualTo(before);
    }

    private void portal(String method, String path, String body, int status) {
        api.send(method, ORGANIZATION + path, body, "Authorization", basic("p@x.org", PASSWORD))
                .mustBe(status);
    }

    private void makePortal() {
        api.post(ROLES, "{\"role\":[{\"name\":\"portal\"}]}").mustBe(200);
    }
}
