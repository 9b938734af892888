package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens for clients themselves, from the endpoint to the call (runtime 6.1 to 6.3, 8.3, 8.6).
class TokenApiTest {
    private static final String KIOSK = "developers/ada@example.org/apps/kiosk";

    private OAuthServer server;
    private Path folder;

    @BeforeEach
    void start(@TempDir Path temporary) {
        folder = temporary;
        server = OAuthServer.start(temporary);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("6.1: the members of RFC 6749, and those that Apigee adds")
    void issuesATokenThatOpensCalls() {
        var answer = server.post("token", "grant_type", "client_credentials").mustBe(200);

        String token = answer.text("/access_token");
        assertThat(token).matches("[A-Za-z0-9_-]{32}");
        answer.mustHold("""
                {"access_token":"%s","token_type":"Bearer","expires_in":3600,"scope":"read write",
                 "issued_at":"1767225600000","status":"approved","client_id":"%s","application_name":"%s",
                 "organization_name":"default","developer.email":"ada@example.org","api_product_list":"[shop]"}
                """.formatted(token, server.key, server.api.get(KIOSK).text("/appId")));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Turnpike-Decision")).hasSize(26).isEqualTo(answer.header("x-request-id"));
        server.call(token).mustBe(200);
    }

    @Test
    @DisplayName("6.1, extensions 3: turnpike.oauth.apigeeFormat and turnpike.oauth.lifetime")
    void speaksApigeesForm() {
        server.set("apigeeFormat", "true");

        var answer = server.post("token", "grant_type", "client_credentials").mustBe(200);
        assertThat(answer.text("/token_type")).isEqualTo("BearerToken");
        assertThat(answer.json().get("expires_in").isString()).isTrue();
        server.post("token", "grant_type", "password").mustBe(400).mustHold("""
                {"ErrorCode":"unsupported_grant_type","Error":"This grant type is not supported here"}""");
    }

    @ParameterizedTest(name = "asked for ''{0}'': ''{1}''")
    @DisplayName("T1 to T4, T9: what is granted of what is asked for")
    @CsvSource({
        "'', read write",
        "read, read",
        "' write  read ', write read",
        "read vip admin, read",
        "Read,",
        "vip,",
    })
    void grantsScopes(String asked, String granted) {
        var answer = server.post("token", "grant_type", "client_credentials", "scope", asked);

        if (granted == null) {
            answer.mustBe(400).mustHold("""
                    {"error":"invalid_scope","error_description":"None of the scopes can be granted"}""");
        } else {
            assertThat(answer.mustBe(200).text("/scope")).isEqualTo(granted);
        }
    }

    @Test
    @DisplayName("T1: the credential's own scopes narrow what its products offer")
    void grantsNoMoreThanTheCredentialHas() {
        server.api
                .put(KIOSK + "/keys/" + server.key, "{\"scopes\":[\"write\"]}")
                .mustBe(200);

        assertThat(server.post("token", "grant_type", "client_credentials").text("/scope"))
                .isEqualTo("write");
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                Arguments.of("no grant", 400, "invalid_request", "Required param : grant_type", new String[] {}),
                Arguments.of("twice", 400, "invalid_request", "Parameter sent twice : grant_type", new String[] {
                    "grant_type", "client_credentials", "grant_type", "client_credentials"
                }),
                refusedGrant("password"),
                refusedGrant("implicit"),
                refusedGrant("authorization_code"),
                refusedGrant("urn:ietf:params:oauth:grant-type:jwt-bearer"),
                Arguments.of(
                        "two places",
                        400,
                        "invalid_request",
                        "The client must show itself in one place only",
                        new String[] {"grant_type", "client_credentials", "client_secret", "x"}),
                Arguments.of(
                        "another client",
                        400,
                        "invalid_request",
                        "The client must show itself in one place only",
                        new String[] {"grant_type", "client_credentials", "client_id", "x"}),
                Arguments.of(
                        "a refresh token that is none",
                        400,
                        "invalid_grant",
                        "The refresh token is not valid",
                        new String[] {"grant_type", "refresh_token", "refresh_token", "../../x"}));
    }

    private static Arguments refusedGrant(String type) {
        return Arguments.of(type, 400, "unsupported_grant_type", "This grant type is not supported here", new String[] {
            "grant_type", type
        });
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("flaws")
    @DisplayName("RFC 6749 5.2: each flaw with its code")
    void refusesFlawedRequests(String name, int status, String code, String description, String[] form) {
        server.post("token", form)
                .mustBe(status)
                .mustHold("{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(code, description));
    }

    @Test
    void readsFormsOnly() {
        String flaw = "{\"error\":\"invalid_request\",\"error_description\":\"%s\"}";
        server.send("POST", "/.turnpike/test/oauth/token", "{}", "Content-Type", "application/json")
                .mustBe(400)
                .mustHold(flaw.formatted("The body must be application/x-www-form-urlencoded"));
        server.send(
                        "POST",
                        "/.turnpike/test/oauth/token",
                        "grant_type=%zz",
                        "Content-Type",
                        "application/x-www-form-urlencoded; charset=utf-8")
                .mustBe(400)
                .mustHold(flaw.formatted("A percent sign must be followed by two hexadecimal digits"));
        server.get("/.turnpike/test/oauth/token").mustBe(405);
    }

    @Test
    @DisplayName("6.1: clients show themselves by Basic, also encoded (RFC 6749 2.3.1), or in the form")
    void takesBothWaysToShowAClient() {
        String encoded = Base64.getEncoder()
                .encodeToString(("%" + Integer.toHexString(server.key.charAt(0)) + server.key.substring(1) + ":"
                                + server.secret)
                        .getBytes(UTF_8));

        server.postAs("basic " + encoded, "token", "grant_type", "client_credentials")
                .mustBe(200);
        server.postAs(
                        "",
                        "token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        server.key,
                        "client_secret",
                        server.secret)
                .mustBe(200);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 6749 5.2: a client that is not who it says is 401 with a challenge")
    @CsvSource({
        "'', Client id and secret are needed",
        "Bearer x, Clients show themselves by HTTP Basic or in the form",
        "Basic ***, HTTP Basic needs id and secret in Base64",
        "Basic eA==, HTTP Basic needs id and secret in Base64",
        "Basic eDp5, Client id or secret is wrong",
        "Basic Oi8=, Client id or secret is wrong",
    })
    void refusesOtherClients(String authorization, String description) {
        var answer = server.postAs(authorization, "token", "grant_type", "client_credentials");

        answer.mustBe(401)
                .mustHold("{\"error\":\"invalid_client\",\"error_description\":\"%s\"}".formatted(description));
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"test\"");
    }

    @Test
    @DisplayName("extensions 1.1: ten failures a minute per client id and address, then 429, the right secret too")
    void closesAClientThatFailsTooOften() {
        String wrong = ApiServer.basic(server.key, "wrong");
        for (int i = 0; i < 10; i++) {
            server.postAs(wrong, "token", "grant_type", "client_credentials").mustBe(401);
        }

        var closed = server.post("token", "grant_type", "client_credentials").mustBe(429);
        closed.mustHold("{\"error\":\"temporarily_unavailable\",\"error_description\":\"Too many failures\"}");
        assertThat(closed.header("Retry-After")).isEqualTo("60");
        server.pass(Duration.ofMinutes(1));
        server.post("token", "grant_type", "client_credentials").mustBe(200);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("Y8, 6.1: what closes a key closes its tokens on the next call, and no more are issued")
    @CsvSource({
        "apps/kiosk/keys/{key}?action=revoke, access_token_not_approved",
        "apps/kiosk?action=revoke, invalid_client-app_not_approved",
        "?action=inactive, DeveloperStatusNotActive",
    })
    void closesTokensWithTheirKey(String change, String code) {
        String token = server.token();
        server.call(token).mustBe(200);

        octets(("developers/ada@example.org/" + change)
                .replace("{key}", server.key)
                .replace("/?", "?"));

        assertThat(server.call(token).mustBe(401).text("/fault/detail/errorcode"))
                .isEqualTo("keymanagement.service." + code);
        server.post("token", "grant_type", "client_credentials").mustBe(401).mustHold("""
                {"error":"invalid_client","error_description":"The key, its app or its owner is not approved"}""");
        server.post("introspect", "token", token).mustBe(401);
    }

    private void octets(String path) {
        server.api
                .send("POST", path, new byte[0], "Content-Type", "application/octet-stream")
                .mustBe(204);
    }

    @Test
    @DisplayName("6.1: without an approved product there is no token, and those that exist open nothing")
    void needsAnApprovedProduct() {
        String token = server.token();
        octets(KIOSK + "/keys/" + server.key + "/apiproducts/shop?action=revoke");

        server.post("token", "grant_type", "client_credentials").mustBe(400).mustHold("""
                {"error":"unauthorized_client","error_description":"The app has no approved product"}""");
        assertThat(server.call(token).mustBe(401).text("/fault/detail/errorcode"))
                .isEqualTo("keymanagement.service.InvalidAPICallAsNoApiProductMatchFound");
    }

    @Test
    @DisplayName("T5: a product's scopes change what a token opens on the next call")
    void asksForTheScopesOfTheProduct() {
        String token = server.post("token", "grant_type", "client_credentials", "scope", "read")
                .text("/access_token");
        server.call(token).mustBe(200);

        server.api.put("apiproducts/shop", """
                {"name":"shop","displayName":"shop","approvalType":"auto","scopes":["write"]}""").mustBe(200);
        server.call(token).mustBe(403).mustHold("""
                {"fault":{"faultstring":"Required scope(s): [write]","detail":{"errorcode":"steps.oauth.v2.InsufficientScope"}}}""");
    }

    @Test
    @DisplayName("6.1: expiry is exact, to the millisecond; turnpike.oauth.lifetime sets it")
    void expiresExactly() {
        server.set("lifetime", "PT90S");
        String token = server.token();
        server.pass(Duration.ofMillis(89_999));
        server.call(token).mustBe(200);
        server.pass(Duration.ofMillis(1));

        server.call(token).mustBe(401).mustHold("""
                {"fault":{"faultstring":"Access Token expired","detail":{"errorcode":"keymanagement.service.access_token_expired"}}}""");
        server.post("introspect", "token", token).mustBe(200).mustHold("{\"active\":false}");
    }

    @Test
    @DisplayName("ruling 20: a token is good in the environment that issued it only")
    void keepsEnvironmentsApart() {
        server.api
                .post("apis", "{\"name\":\"other\",\"basePath\":\"/other\",\"targets\":[]}")
                .mustBe(201);
        server.api
                .post("environments/prod/apis/other/revisions/1/deployments", "")
                .mustBe(200);
        String token = server.token();

        assertThat(server.send("GET", "/other", "", "Authorization", "Bearer " + token)
                        .mustBe(401)
                        .text("/fault/detail/errorcode"))
                .isEqualTo("keymanagement.service.invalid_access_token");
        server.postIn("prod", ApiServer.basic(server.key, server.secret), "introspect", "token", token)
                .mustBe(200)
                .mustHold("{\"active\":false}");
    }

    @Test
    @DisplayName("RFC 7662: a client hears of its own token")
    void tellsAClientOfItsToken() {
        String token = server.token();

        server.post("introspect", "token", token).mustBe(200).mustHold("""
                {"active":true,"scope":"read write","client_id":"%s","exp":1767229200,"token_type":"Bearer","iat":1767225600}
                """.formatted(server.key));
        server.post("introspect").mustBe(400).mustHold("""
                {"error":"invalid_request","error_description":"Required param : token"}""");
        for (String none : List.of("x", "a.b.c", "x".repeat(9000), server.key)) {
            server.post("introspect", "token", none).mustBe(200).mustHold("{\"active\":false}");
        }
    }

    @Test
    @DisplayName("extensions 1.1: others hear nothing and end nothing; a service account of operators hears of all")
    void keepsTokensFromOtherClients() {
        String token = server.token();
        var other = server.api.post("developers/ada@example.org/apps", """
                {"name":"other","apiProducts":["shop"]}""").mustBe(201);
        String basic =
                ApiServer.basic(other.text("/credentials/0/consumerKey"), other.text("/credentials/0/consumerSecret"));

        server.postAs(basic, "introspect", "token", token).mustBe(200).mustHold("{\"active\":false}");
        server.postAs(basic, "revoke", "token", token).mustBe(200);
        server.call(token).mustBe(200);

        assertThat(server.postAs(account("opsadmin"), "introspect", "token", token)
                        .mustBe(200)
                        .text("/client_id"))
                .isEqualTo(server.key);
        for (String refused : List.of(account("readonlyadmin"), "Bearer tpk_unknown")) {
            assertThat(server.postAs(refused, "introspect", "token", token)
                            .mustBe(401)
                            .text("/error"))
                    .isEqualTo("invalid_client");
        }
    }

    private String account(String role) {
        return "Bearer "
                + server.api
                        .post("/v1/organizations/default/serviceaccounts", """
                                {"name":"%s","role":"%1$s","access":"write"}""".formatted(role))
                        .mustBe(201)
                        .text("/token");
    }

    @Test
    @DisplayName("RFC 7009: an own token is closed on the next call; what is unknown is 200 too")
    void revokesTokens() {
        String token = server.token();
        String stays = server.token();
        server.call(token).mustBe(200);

        var answer = server.post("revoke", "token", token, "token_type_hint", "refresh_token")
                .mustBe(200);
        assertThat(answer.body()).isEmpty();
        server.call(token).mustBe(401).mustHold("""
                {"fault":{"faultstring":"Access Token not approved","detail":{"errorcode":"keymanagement.service.access_token_not_approved"}}}""");
        server.call(stays).mustBe(200);
        server.post("introspect", "token", token).mustHold("{\"active\":false}");
        server.post("revoke", "token", token).mustBe(200);
        server.post("revoke", "token", "unknown").mustBe(200);
    }

    @Test
    @DisplayName("extensions 1: an environment that is not of the host's group is 404")
    void knowsTheEnvironmentsOfItsHostOnly() {
        server.postIn("stage", ApiServer.basic(server.key, server.secret), "token", "grant_type", "client_credentials")
                .mustBe(404)
                .mustHold("""
                {"fault":{"faultstring":"Unable to identify proxy for host: 127.0.0.1:%s and url: /.turnpike/stage/oauth/token","detail":{"errorcode":"messaging.adaptors.http.flow.ApplicationNotFound"}}}
                """.formatted(server.url().substring(server.url().lastIndexOf(':') + 1)));
    }

    @Test
    @DisplayName("neither files nor the audit hold a token, a secret or a key in clear")
    void storesNoSecret() throws Exception {
        String token = server.token();
        server.call(token).mustBe(200);
        server.post("introspect", "token", token);
        server.post("revoke", "token", token);
        server.send("GET", "/orders?apikey=" + server.key, "").mustBe(200);
        String audits =
                server.api.get("/v1/audits/organizations/default?expand=true").body();

        assertThat(audits).doesNotContain(token, server.secret, "oauth");
        server.flush();
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSizeGreaterThan(2)
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                            .doesNotContain(token, server.secret, server.key));
        }
    }
}
