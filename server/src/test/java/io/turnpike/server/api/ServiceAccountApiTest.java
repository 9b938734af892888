package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("issue: service accounts with hashed tokens, scoped to an organization and to read or write")
class ServiceAccountApiTest {
    private static final String ACCOUNTS = "serviceaccounts";
    private static final String CI = """
            {"name":"ci","role":"orgadmin","access":"%s"}""";
    private static final String PRODUCT = "{\"name\":\"p\",\"displayName\":\"d\"}";

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
    void showsTheTokenOnceAndStoresItNowhere() throws IOException {
        var made = api.post(ACCOUNTS, """
                {"name":"ci","description":"builds","role":"orgadmin","access":"write",
                 "expiresAt":"2026-02-01T01:00:00+01:00"}""").mustBe(201);

        String token = made.text("/token");
        assertThat(token).matches("tpk_[A-Za-z0-9_-]{43}");
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String shown = """
                {"name":"ci","description":"builds","role":"orgadmin","access":"write",
                 "expiresAt":"2026-02-01T00:00:00.000Z","createdAt":"2026-01-01T00:00:00.000Z",
                 "createdBy":"admin-token","lastModifiedAt":"2026-01-01T00:00:00.000Z","lastModifiedBy":"admin-token"}""";
        api.get(ACCOUNTS + "/ci").mustBe(200).mustHold(shown);
        api.get(ACCOUNTS).mustBe(200).mustHold("{\"items\":[%s],\"total\":1}".formatted(shown));
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(token.substring(4));
            }
        }
    }

    @Test
    void mayWriteInItsOrganizationAndIsNamedInTheAudit() {
        String bearer = "Bearer " + token("write");

        api.post("apiproducts", PRODUCT, "Authorization", bearer).mustBe(201);

        assertThat(api.storage()
                        .read(work -> work.audit().newest("", 1))
                        .getFirst()
                        .user())
                .isEqualTo("serviceaccount:ci@default");
        String asPassword = basic("anyone", bearer.substring(7));
        api.get("apiproducts", "Authorization", asPassword).mustBe(200);
    }

    @Test
    void mayOnlyReadWhereItsAccessIsRead() {
        String bearer = "Bearer " + token("read");

        api.get("apiproducts", "Authorization", bearer).mustBe(200);
        api.post("apiproducts", PRODUCT, "Authorization", bearer)
                .mustRefuseAsX(403, "PERMISSION_DENIED", "usersandroles.PermissionDenied", "This needs PRODUCT_WRITE");
        api.get("apiproducts/p").mustBe(404);
    }

    @Test
    void isRefusedFromTheMomentThatItsTokenEnds() {
        String former = "Bearer " + token("write");
        api.get("apiproducts", "Authorization", former).mustBe(200);

        String rotated = "Bearer "
                + api.post(ACCOUNTS + "/ci:rotateToken", "").mustBe(200).text("/token");
        api.get("apiproducts", "Authorization", former)
                .mustRefuseAsX(401, "UNAUTHENTICATED", "usersandroles.Unauthenticated", "The token is not valid");
        api.get("apiproducts", "Authorization", rotated).mustBe(200);

        api.put(ACCOUNTS + "/ci", "{\"role\":\"orgadmin\",\"access\":\"read\",\"expiresAt\":\"2026-01-01T00:00:01Z\"}")
                .mustBe(200);
        api.get("apiproducts", "Authorization", rotated).mustBe(200);
        api.clock.advance(Duration.ofSeconds(1));
        api.get("apiproducts", "Authorization", rotated).mustBe(401);

        api.put(ACCOUNTS + "/ci", CI.formatted("write")).mustBe(200);
        api.get("apiproducts", "Authorization", rotated).mustBe(200);
        api.delete(ACCOUNTS + "/ci").mustBe(200);
        api.get("apiproducts", "Authorization", rotated).mustBe(401);
        api.get(ACCOUNTS + "/ci")
                .mustRefuseAsX(
                        404,
                        "NOT_FOUND",
                        "messaging.config.beans.ServiceAccountDoesNotExist",
                        "ServiceAccount ci does not exist");
    }

    @Test
    @DisplayName("no oracle: an organization where one has no role answers as one that does not exist")
    void tellsNothingOfOtherOrganizations() {
        String bearer = "Bearer " + token("write");
        api.addOrganization("globex");

        var foreign = api.get("/x/v1/organizations/globex/apiproducts", "Authorization", bearer)
                .mustBe(403);
        var missing = api.get("/x/v1/organizations/nowhere/apiproducts", "Authorization", bearer)
                .mustBe(403);

        assertThat(foreign.jsonWithoutIds()).isEqualTo(missing.jsonWithoutIds());
        api.get("/edge/v1/organizations", "Authorization", bearer).mustHold("[\"default\"]");
        api.get("/edge/v1/organizations").mustHold("[\"default\",\"globex\"]");
        api.get("/v1/nodes", "Authorization", bearer).mustBe(403);
    }

    @Test
    void ofTheInstallationReachesEveryOrganization() {
        api.addOrganization("globex");
        String token = api.post("/v1/serviceaccounts", """
                        {"name":"scrape","role":"readonlyadmin","access":"read"}""").mustBe(201).text("/token");

        api.get("/metrics", "Authorization", "Bearer " + token).mustBe(200);
        api.get("/v1/organizations/globex/apiproducts", "Authorization", "Bearer " + token)
                .mustBe(200);
        api.get("/v1/serviceaccounts", "Authorization", "Bearer " + token).mustBe(403);
        assertThat(api.get("/v1/serviceaccounts").json().get("total").asInt()).isEqualTo(1);
        assertThat(api.get(ACCOUNTS).json().get("total").asInt()).isZero();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a b\",\"role\":\"orgadmin\",\"access\":\"read\"}"
                        + "|name must have 1 to 63 letters, digits and . _ - and begin with a letter or a digit",
                "{\"name\":\"ci\",\"access\":\"read\"}|role must name a role",
                "{\"name\":\"ci\",\"role\":\"moon\",\"access\":\"read\"}|role must name a role that exists here",
                "{\"name\":\"ci\",\"role\":\"sysadmin\",\"access\":\"read\"}|role must name a role that exists here",
                "{\"name\":\"ci\",\"role\":\"orgadmin\",\"access\":\"all\"}|access must be read or write",
                "{\"name\":\"ci\",\"role\":\"orgadmin\",\"access\":\"read\",\"x\":1}|x is not known here",
                "{\"name\":\"ci\",\"role\":\"orgadmin\",\"access\":\"read\",\"expiresAt\":\"2026-01-01T00:00:00Z\"}"
                        + "|expiresAt must lie in the future",
                "{\"name\":\"ci\",\"role\":\"orgadmin\",\"access\":\"read\",\"expiresAt\":\"soon\"}"
                        + "|expiresAt must be a time such as 2030-01-31T08:00:00Z",
            })
    void refusesABadBody(String body, String message) {
        long before = api.revision();

        api.post(ACCOUNTS, body)
                .mustRefuseAsX(400, "INVALID_ARGUMENT", "messaging.config.beans.InvalidServiceAccount", message);

        assertThat(api.revision()).isEqualTo(before);
    }

    @Test
    void refusesASecondOneOfThatName() {
        token("read");

        api.post(ACCOUNTS, CI.formatted("read"))
                .mustRefuseAsX(
                        409,
                        "ALREADY_EXISTS",
                        "messaging.config.beans.ServiceAccountAlreadyExists",
                        "ServiceAccount ci already exists");
    }

    @Test
    @DisplayName("issue: sign-in attempts limited, also those with tokens; a token that was right before still passes")
    void limitsGuessesOfTokens() {
        String right = "Bearer " + token("read");
        String fresh = "Bearer " + api.post(ACCOUNTS + "/ci:rotateToken", "").text("/token");
        api.get("apiproducts", "Authorization", fresh).mustBe(200);
        for (int guess = 0; guess < 10; guess++) {
            api.get("apiproducts", "Authorization", "Bearer tpk_guess" + guess).mustBe(401);
        }

        api.get("apiproducts", "Authorization", right).mustBe(429);
        api.get("apiproducts", "Authorization", fresh).mustBe(200);
        api.clock.advance(Duration.ofMinutes(1));
        api.get("apiproducts", "Authorization", right).mustBe(401);
    }

    private String token(String access) {
        return api.post(ACCOUNTS, CI.formatted(access)).mustBe(201).text("/token");
    }
}
