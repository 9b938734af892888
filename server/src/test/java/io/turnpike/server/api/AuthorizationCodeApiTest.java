package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens for apps that act for a person: consent, code, refresh (extensions 1.1 and 3, RFC 6749 4.1, RFC 7636,
/// RFC 9700).
class AuthorizationCodeApiTest {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String LOGIN = "https://login.example/ask?tenant=1";

    private OAuthServer server;
    private String challenge;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = OAuthServer.start(folder);
        server.set("loginUrl", LOGIN);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII));
        challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksThePersonThroughTheLoginApplication() {
        var answer = authorize("scope", "read vip", "state", "a b&c");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).matches("\\Q" + LOGIN + "\\E&request=[A-Za-z0-9_-]{22}");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        String request = request(answer);

        server.api
                .get("environments/test/authorizations/" + request)
                .mustBe(200)
                .mustHold("""
                {"app":"kiosk","scopes":["read"],"redirectUri":"%s","expiresAt":"2026-01-01T00:10:00.000Z"}
                """.formatted(OAuthServer.CALLBACK));
        String url = approve(request, "\"subject\":\"bob\",\"attributes\":{\"tier\":\"gold\"}");
        var query = parameters(url);
        assertThat(url).startsWith(OAuthServer.CALLBACK + "&code=");
        assertThat(query).containsEntry("state", "a b&c").containsEntry("iss", server.issuer());

        var tokens = redeem(query.get("code")).mustBe(200);
        String token = tokens.text("/access_token");
        tokens.mustHold(
                """
                {"access_token":"%s","token_type":"Bearer","expires_in":3600,"scope":"read","issued_at":"1767225600000",
                 "status":"approved","client_id":"%s","application_name":"%s","organization_name":"default",
                 "developer.email":"ada@example.org","api_product_list":"[shop]","refresh_token":"%s",
                 "refresh_token_expires_in":2592000,"refresh_token_issued_at":"1767225600000",
                 "refresh_token_status":"approved","refresh_count":"0","tier":"gold"}
                """.formatted(token, server.key, tokens.text("/application_name"), tokens.text("/refresh_token")));
        server.call(token).mustBe(200);
        server.post("introspect", "token", tokens.text("/refresh_token"))
                .mustBe(200)
                .mustHold("""
                {"active":true,"scope":"read","client_id":"%s","exp":1769817600,"token_type":"refresh_token","sub":"bob"}
                """.formatted(server.key));
    }

    @Test
    @DisplayName("extensions 3: a request is answered once, within ten minutes, in its environment")
    void answersARequestOnce() {
        String request = request(authorize());
        server.api.get("environments/prod/authorizations/" + request).mustBe(404);
        approve(request, "\"subject\":\"bob\"");
        missing("environments/test/authorizations/" + request + ":approve", "{\"subject\":\"bob\"}");
        missing("environments/test/authorizations/" + request + ":deny", "");

        String late = request(authorize());
        server.pass(Duration.ofMinutes(10));
        missing("environments/test/authorizations/" + late + ":approve", "{\"subject\":\"bob\"}");
    }

    private void missing(String path, String body) {
        server.api
                .post(path, body)
                .mustRefuseAsX(
                        404,
                        "NOT_FOUND",
                        "messaging.config.beans.AuthorizationDoesNotExist",
                        "Authorization **** does not exist");
    }

    @Test
    void tellsTheAppThatThePersonRefused() {
        String request = request(authorize("state", "s"));

        String url = server.api
                .post("environments/test/authorizations/" + request + ":deny", "")
                .mustBe(200)
                .text("/redirectUrl");
        assertThat(parameters(url)).containsEntry("error", "access_denied").containsEntry("state", "s");
    }

    @Test
    @DisplayName("T1 to T3: no more is approved than was asked for and may be granted")
    void approvesNoMoreThanWasAskedFor() {
        String request = request(authorize("scope", "read"));

        for (String more : new String[] {"write", "vip"}) {
            server.api
                    .post(
                            "environments/test/authorizations/" + request + ":approve",
                            "{\"subject\":\"bob\",\"scopes\":[\"read\",\"" + more + "\"]}")
                    .mustRefuseAsX(
                            400,
                            "INVALID_ARGUMENT",
                            "keymanagement.service.InvalidScopes",
                            "Invalid scopes. Scopes must be contained in [read]");
        }
        server.api
                .post("environments/test/authorizations/" + request + ":approve", "{}")
                .mustBe(400);
        server.api
                .post("environments/test/authorizations/" + request + ":approve", "{\"subject\":\"b\",\"x\":1}")
                .mustBe(400);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 9700 4.1: nobody is sent to a place that is not the app's callback URL, whatever trick is used")
    @ValueSource(
            strings = {
                "https://evil.example/cb",
                "https://kiosk.example/cb",
                "https://kiosk.example/cb?a=1&b=2",
                "https://kiosk.example/cb?a=1#f",
                "https://kiosk.example/cb?a=1/../evil",
                "https://kiosk.example.evil.example/cb?a=1",
                "https://kiosk.example@evil.example/cb?a=1",
                "HTTPS://kiosk.example/cb?a=1",
                "https://kiosk.example/cb?a=1 ",
                "https://kiosk.example/cb?a=%31",
                "//kiosk.example/cb?a=1",
                "javascript:alert(1)",
            })
    void sendsNobodyElsewhere(String redirect) {
        var answer = authorize("redirect_uri", redirect);

        answer.mustBe(400).mustHold("""
                {"error":"invalid_request","error_description":"redirect_uri is not the callback URL of the app"}""");
        assertThat(answer.header("Location")).isEmpty();
    }

    @Test
    void sendsNobodyWithoutAGoodClient() {
        server.get("/.turnpike/test/oauth/authorize?client_id=unknown&response_type=code")
                .mustBe(400)
                .mustHold("""
                {"error":"invalid_request","error_description":"The client is not known"}""");
        server.get("/.turnpike/test/oauth/authorize").mustBe(400).mustHold("""
                {"error":"invalid_request","error_description":"Required param : client_id"}""");
        server.get("/.turnpike/test/oauth/authorize?client_id=a&client_id=b")
                .mustBe(400)
                .mustHold("""
                {"error":"invalid_request","error_description":"Parameter sent twice : client_id"}""");
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @DisplayName(
            "RFC 6749 4.1.2.1, RFC 9700 2.1.1: every other flaw is told to the app; PKCE cannot be had in a lesser form")
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "response_type, '', invalid_request",
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, '', invalid_request",
        "code_challenge, '', invalid_request",
        "code_challenge, short, invalid_request",
        "scope, admin, invalid_scope",
    })
    void tellsFlawsToTheApp(String name, String value, String error) {
        var answer = authorize(name, value, "state", "s");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).startsWith(OAuthServer.CALLBACK + "&error=" + error + "&state=s&iss=");
    }

    @Test
    @DisplayName("extensions 3: without turnpike.oauth.loginUrl the grant type is refused")
    void givesNoCodesWithoutALoginApplication() {
        server.api
                .put("environments/test", "{\"name\":\"test\",\"properties\":{\"property\":[]}}")
                .mustBe(200);

        assertThat(authorize().header("Location")).contains("error=unsupported_response_type");
        assertThat(redeem("x").mustBe(400).text("/error")).isEqualTo("unsupported_grant_type");
    }

    @Test
    @DisplayName("extensions 1.1: a code is good once; a replay ends the tokens that it gave")
    void endsAllWhereACodeIsReplayed() {
        String code = code();
        var tokens = redeem(code).mustBe(200);
        server.call(tokens.text("/access_token")).mustBe(200);

        invalid(redeem(code), "The code is not valid");
        server.call(tokens.text("/access_token")).mustBe(401);
        invalid(refresh(tokens.text("/refresh_token")), "The refresh token is not valid");
    }

    @Test
    @DisplayName("extensions 1.1: a code is good for sixty seconds")
    void forgetsACode() {
        String code = code();
        server.pass(Duration.ofSeconds(60));

        invalid(redeem(code), "The code is not valid");
    }

    @Test
    @DisplayName("RFC 9700 4.5: a code is good for its own client only, and that client's use is not disturbed")
    void keepsCodesFromOtherClients() {
        String code = code();
        var other = server.api
                .post("developers/ada@example.org/apps", """
                {"name":"other","apiProducts":["shop"],"callbackUrl":"%s"}""".formatted(OAuthServer.CALLBACK))
                .mustBe(201);
        String basic =
                ApiServer.basic(other.text("/credentials/0/consumerKey"), other.text("/credentials/0/consumerSecret"));

        invalid(
                server.postAs(
                        basic,
                        "token",
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "code_verifier",
                        VERIFIER,
                        "redirect_uri",
                        OAuthServer.CALLBACK),
                "The code is not valid");
        redeem(code).mustBe(200);
    }

    @Test
    @DisplayName("RFC 7636 4.6: a code without the right verifier or redirect is lost")
    void asksForTheVerifier() {
        String missing = code();
        server.post("token", "grant_type", "authorization_code", "code", missing, "redirect_uri", OAuthServer.CALLBACK)
                .mustBe(400)
                .mustHold("{\"error\":\"invalid_request\",\"error_description\":\"Required param : code_verifier\"}");
        redeem(missing).mustBe(200);

        String wrong = code();
        invalid(
                server.post(
                        "token",
                        "grant_type",
                        "authorization_code",
                        "code",
                        wrong,
                        "code_verifier",
                        VERIFIER.replace('d', 'e'),
                        "redirect_uri",
                        OAuthServer.CALLBACK),
                "The code is not valid");
        invalid(redeem(wrong), "The code is not valid");

        String unnamed = code();
        invalid(
                server.post("token", "grant_type", "authorization_code", "code", unnamed, "code_verifier", VERIFIER),
                "The code is not valid");
    }

    @Test
    @DisplayName("extensions 1.1: refresh tokens rotate; using one again ends the family")
    void rotatesRefreshTokens() {
        String first = redeem(code()).mustBe(200).text("/refresh_token");
        var second = refresh(first).mustBe(200);
        assertThat(second.text("/refresh_count")).isEqualTo("1");
        assertThat(second.text("/refresh_token")).isNotEqualTo(first);
        var third = refresh(second.text("/refresh_token")).mustBe(200);
        server.call(second.text("/access_token")).mustBe(200);

        invalid(refresh(first), "The refresh token is not valid");
        invalid(refresh(third.text("/refresh_token")), "The refresh token is not valid");
        server.call(second.text("/access_token")).mustBe(401);
        server.call(third.text("/access_token")).mustBe(401);
    }

    @Test
    @DisplayName("RFC 6749 6: a refresh narrows scopes and never widens them; T1 holds anew")
    void narrowsScopesByRefreshing() {
        var tokens = redeem(code()).mustBe(200);

        var narrow = server.post(
                        "token",
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.text("/refresh_token"),
                        "scope",
                        "read vip")
                .mustBe(200);
        assertThat(narrow.text("/scope")).isEqualTo("read");
        var wide = refresh(narrow.text("/refresh_token")).mustBe(200);
        assertThat(wide.text("/scope")).isEqualTo("read write");
        server.post(
                        "token",
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        wide.text("/refresh_token"),
                        "scope",
                        "vip")
                .mustBe(400)
                .mustHold("{\"error\":\"invalid_scope\",\"error_description\":\"None of the scopes can be granted\"}");
        refresh(wide.text("/refresh_token")).mustBe(200);
    }

    @Test
    @DisplayName("extensions 3: turnpike.oauth.refreshLifetime; expired is invalid_grant")
    void forgetsARefreshToken() {
        server.api.put("environments/test", """
                {"name":"test","properties":{"property":[{"name":"turnpike.oauth.loginUrl","value":"https://l"},
                 {"name":"turnpike.oauth.refreshLifetime","value":"PT2H"}]}}""").mustBe(200);
        String token = redeem(code()).mustBe(200).text("/refresh_token");
        server.pass(Duration.ofHours(2));

        invalid(refresh(token), "The refresh token is not valid");
    }

    @Test
    @DisplayName("RFC 7009 2.1: with a refresh token all its access tokens end")
    void revokesAFamily() {
        var tokens = redeem(code()).mustBe(200);
        server.post("revoke", "token", tokens.text("/refresh_token")).mustBe(200);

        server.call(tokens.text("/access_token")).mustBe(401);
        invalid(refresh(tokens.text("/refresh_token")), "The refresh token is not valid");
    }

    @Test
    @DisplayName("the id of a request stands in no audit")
    void masksRequestsInTheAudit() {
        String request = request(authorize());
        approve(request, "\"subject\":\"bob\"");

        assertThat(server.api
                        .get("/v1/audits/organizations/default?expand=true")
                        .body())
                .contains("/environments/test/authorizations/****:approve")
                .doesNotContain(request);
    }

    private Answer authorize(String... changed) {
        var parameters = new LinkedHashMap<>(Map.of(
                "client_id",
                server.key,
                "response_type",
                "code",
                "redirect_uri",
                OAuthServer.CALLBACK,
                "code_challenge",
                challenge,
                "code_challenge_method",
                "S256"));
        for (int i = 0; i < changed.length; i += 2) {
            parameters.put(changed[i], changed[i + 1]);
        }
        return server.get("/.turnpike/test/oauth/authorize?"
                + parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private static String request(Answer answer) {
        return parameters(answer.header("Location")).get("request");
    }

    private String approve(String request, String members) {
        return server.api
                .post("environments/test/authorizations/" + request + ":approve", "{" + members + "}")
                .mustBe(200)
                .text("/redirectUrl");
    }

    private String code() {
        return parameters(approve(request(authorize()), "\"subject\":\"bob\"")).get("code");
    }

    private Answer redeem(String code) {
        return server.post(
                "token",
                "grant_type",
                "authorization_code",
                "code",
                code,
                "code_verifier",
                VERIFIER,
                "redirect_uri",
                OAuthServer.CALLBACK);
    }

    private Answer refresh(String token) {
        return server.post("token", "grant_type", "refresh_token", "refresh_token", token);
    }

    private static void invalid(Answer answer, String description) {
        answer.mustBe(400)
                .mustHold("{\"error\":\"invalid_grant\",\"error_description\":\"%s\"}".formatted(description));
    }

    private static Map<String, String> parameters(String url) {
        return Arrays.stream(URI.create(url).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }
}
