package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.ADMIN_TOKEN;
import static io.turnpike.server.api.ApiServer.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("management-api 16: users")
class UserApiTest {
    private static final String USERS = "/v1/users";
    private static final String ANN = USERS + "/ann@example.org";
    private static final String PASSWORD = "correct horse battery";
    private static final String BODY = """
            {"firstName":"Ann","lastName":"Lee","emailId":"Ann@Example.org","password":"%s"}""";
    private static final String SHOWN = """
            {"emailId":"ann@example.org","firstName":"Ann","lastName":"Lee"}""";

    @TempDir
    Path folder;

    private ApiServer api;

    @BeforeEach
    void start() {
        api = ApiServer.start(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("users.create, .list, .get, .delete; the password is never answered and never stored in clear")
    void keepsUsers() throws IOException {
        makeAnn().mustHold(SHOWN);

        api.get(USERS).mustBe(200).mustHold("[\"admin\",\"ann@example.org\"]");
        api.get(ANN).mustBe(200).mustHold(SHOWN);
        api.get("/edge/v1/users/ANN@example.ORG").mustBe(200).mustHold(SHOWN);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD);
            }
        }
        api.delete(ANN).mustBe(200).mustHold(SHOWN);
        api.get(ANN)
                .mustRefuseAsX(
                        404,
                        "NOT_FOUND",
                        "messaging.config.beans.UserDoesNotExist",
                        "User ann@example.org does not exist");
    }

    @Test
    @DisplayName("users.create from the XML that Edge's manual shows")
    void takesXml() {
        String xml = "<User><FirstName>Ann</FirstName><LastName>Lee</LastName><Password>" + PASSWORD
                + "</Password><EmailId>ann@example.org</EmailId></User>";

        api.post("/edge" + USERS, xml, "Content-Type", "application/xml").mustBe(201);

        api.get(ANN).mustBe(200).mustHold(SHOWN);
    }

    @Test
    @DisplayName("a role holds from the next call on, and is lost with the next one")
    void rolesHoldAtOnce() {
        makeAnn();
        api.get("apiproducts", "Authorization", ann()).mustBe(403);

        api.post("userroles/businessuser/users?id=ann@example.org", "").mustBe(200);
        api.get("apiproducts", "Authorization", ann()).mustBe(200);
        api.get(ANN + "/userroles").mustBe(200).mustHold("""
                {"role":[{"name":"businessuser","organization":"default"}]}""");

        api.delete("userroles/businessuser/users/ann@example.org").mustBe(204);
        api.get("apiproducts", "Authorization", ann()).mustBe(403);
    }

    @Test
    @DisplayName("users.update: a former password and a deleted user are refused at once, though they were known")
    void forgetsFormerPasswordsAtOnce() {
        makeAnn();
        api.get("/v1/organizations", "Authorization", ann()).mustBe(200);

        api.put(ANN, "{\"firstName\":\"Ann\",\"lastName\":\"Lee\",\"password\":\"another horse\"}")
                .mustBe(200)
                .mustHold(SHOWN);
        api.get("/v1/organizations", "Authorization", ann()).mustBe(401);
        String changed = basic("ANN@example.org", "another horse");
        api.get("/v1/organizations", "Authorization", changed).mustBe(200);

        api.put(ANN, "{\"firstName\":\"A\",\"lastName\":\"L\"}").mustBe(200);
        api.get("/v1/organizations", "Authorization", changed).mustBe(200);
        api.delete(ANN).mustBe(200);
        api.get("/v1/organizations", "Authorization", changed).mustBe(401);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "ann, correct horse, emailId must be an address of e-mail",
        "a:b@example.org, correct horse, emailId must be an address of e-mail",
        "ann@example.org, short, password must have 8 to 128 characters",
        "ann@example.org, Password123, password is too easy to guess",
    })
    @DisplayName("product-life PO1: what is refused changes nothing and is not repeated")
    void refusesABadUser(String email, String password, String message) {
        long before = api.revision();
        String body = "{\"emailId\":\"%s\",\"password\":\"%s\"}".formatted(email, password);

        api.post("/x" + USERS, body)
                .mustRefuseAsX(400, "INVALID_ARGUMENT", "messaging.config.beans.InvalidUser", message);
        api.post("/edge" + USERS, body).mustRefuse(400, "messaging.config.beans.InvalidUser", message);

        assertThat(api.revision()).isEqualTo(before);
    }

    @Test
    void refusesASecondUserOfThatName() {
        makeAnn();

        api.post(USERS, BODY.formatted(PASSWORD))
                .mustRefuseAsX(
                        409,
                        "ALREADY_EXISTS",
                        "messaging.config.beans.UserAlreadyExists",
                        "User ann@example.org already exists");
    }

    @Test
    @DisplayName("issue: the last administrator keeps the role and stays")
    void keepsTheLastAdministrator() {
        makeAnn();
        String last = "User admin is the last administrator of the installation";

        api.delete(USERS + "/admin").mustRefuseAsX(400, "FAILED_PRECONDITION", "rest.interceptor.wrong_state", last);
        api.delete("/v1/userroles/sysadmin/users/admin")
                .mustRefuseAsX(400, "FAILED_PRECONDITION", "rest.interceptor.wrong_state", last);

        api.post(
                        "/v1/userroles/sysadmin/users",
                        "id=ann%40example.org",
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .mustBe(200)
                .mustHold("""
                        {"emailId":"ann@example.org","firstName":"Ann","lastName":"Lee",
                         "roles":{"role":[{"name":"sysadmin"}]}}""");
        api.get("/v1/userroles/sysadmin/users").mustHold("[\"admin\",\"ann@example.org\"]");
        api.delete("/v1/userroles/sysadmin/users/admin", "Authorization", ann()).mustBe(204);
        api.get("/v1/users", "Authorization", basic("admin", ApiServer.PASSWORD))
                .mustBe(403);
        api.delete(ANN, "Authorization", ann()).mustBe(400);
    }

    @Test
    @DisplayName("in the installation a user holds one role")
    void givesOneRoleInTheInstallation() {
        makeAnn();
        api.post("/v1/userroles/readonlyadmin/users?id=ann@example.org", "").mustBe(200);

        api.get("/metrics", "Authorization", ann()).mustBe(200);
        api.post("/v1/userroles/opsadmin/users?id=ann@example.org", "")
                .mustRefuseAsX(
                        400,
                        "FAILED_PRECONDITION",
                        "rest.interceptor.wrong_state",
                        "User ann@example.org holds the role readonlyadmin and can hold one only");
        api.post("/v1/userroles/moon/users?id=ann@example.org", "").mustBe(404);
    }

    @Test
    @DisplayName("users.unlock: forgets the failed attempts of a name")
    void unlocks() {
        makeAnn();
        for (int attempt = 0; attempt < 10; attempt++) {
            api.get(USERS, "Authorization", basic("ann@example.org", "guess" + attempt))
                    .mustBe(401);
        }
        api.post(ANN + "/status?action=lock", "", "Authorization", "Bearer " + ADMIN_TOKEN)
                .mustRefuseAsX(400, "INVALID_ARGUMENT", "keymanagement.service.InvalidAction", "action must be unlock");

        api.post(ANN + "/status?action=unlock", "").mustBe(204);
    }

    private Answer makeAnn() {
        return api.post(USERS, BODY.formatted(PASSWORD)).mustBe(201);
    }

    private static String ann() {
        return basic("ann@example.org", PASSWORD);
    }
}
