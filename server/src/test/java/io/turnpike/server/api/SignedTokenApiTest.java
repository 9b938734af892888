package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Access tokens that are JWTs, and the keys that sign them (extensions 1.1, 3; runtime 6.1, 6.3, J4).
class SignedTokenApiTest {
    private OAuthServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = OAuthServer.start(folder);
        server.set("token", "jwt");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("J4, RFC 9068: the claims, signed by a key that everyone can look up")
    void signsTokens() throws Exception {
        String text = server.token();
        server.call(text).mustBe(200);

        var token = SignedJWT.parse(text);
        var keys = JWKSet.parse(
                server.get("/.turnpike/test/.well-known/jwks.json").mustBe(200).body());
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
        assertThat(token.getHeader().getType()).hasToString("at+jwt");
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(server.issuer());
        assertThat(claims.getStringClaim("client_id")).isEqualTo(server.key);
        assertThat(claims.getStringClaim("application_name")).isEqualTo("kiosk");
        assertThat(claims.getStringListClaim("api_product_list")).containsExactly("shop");
        assertThat(claims.getStringClaim("scope")).isEqualTo("read write");
        assertThat(claims.getStringClaim("developer_email")).isEqualTo("ada@example.org");
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(server.api.clock.instant().plusSeconds(3600));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"jwks.json", "oauth-authorization-server"})
    @DisplayName("Fetch 3.2: pages of every origin read what is public, with any field; nothing else is open to them")
    void letsPagesReadWhatIsPublic(String document) {
        String path = "/.turnpike/test/.well-known/" + document;
        String[] page = {"Origin", "https://app.example", "Sec-Fetch-Site", "cross-site"};

        var answer = server.get(path, page).mustBe(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();

        var preflight = server.send(
                        "OPTIONS",
                        path,
                        "",
                        "Origin",
                        "https://app.example",
                        "Access-Control-Request-Method",
                        "GET",
                        "Access-Control-Request-Headers",
                        "mcp-protocol-version")
                .mustBe(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("GET");
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("*");

        assertThat(server.send("OPTIONS", "/.turnpike/test/oauth/token", "", page)
                        .mustBe(405)
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    @DisplayName("6.3: expiry is exact; key and revocation count on the next call, though nothing is stored")
    void isClosedLikeAnyToken() {
        String text = server.token();
        server.post("introspect", "token", text).mustBe(200);
        assertThat(server.post("introspect", "token", text).text("/client_id")).isEqualTo(server.key);
        server.call(text).mustBe(200);

        server.post("revoke", "token", text).mustBe(200);
        assertThat(code(text)).isEqualTo("keymanagement.service.access_token_not_approved");
        server.post("introspect", "token", text).mustHold("{\"active\":false}");

        String late = server.token();
        server.call(late).mustBe(200);
        server.pass(Duration.ofHours(1));
        assertThat(code(late)).isEqualTo("keymanagement.service.access_token_expired");
    }

    @Test
    @DisplayName("ruling 20: another environment's key does not open this one")
    void isGoodInItsEnvironmentOnly() {
        server.api
                .post("apis", "{\"name\":\"other\",\"basePath\":\"/other\",\"targets\":[]}")
                .mustBe(201);
        server.api
                .post("environments/prod/apis/other/revisions/1/deployments", "")
                .mustBe(200);
        server.api.post("environments/prod/signingkeys:rotate", "").mustBe(200);

        var answer = server.send("GET", "/other", "", "Authorization", "Bearer " + server.token());
        assertThat(answer.mustBe(401).text("/fault/detail/errorcode"))
                .isEqualTo("keymanagement.service.invalid_access_token");
    }

    @Test
    @DisplayName("alg=none, a changed claim, a changed signature and a foreign key are refused")
    void refusesForgedTokens() {
        String text = server.token();
        String[] parts = text.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        String more = base64(claims.replace("read write", "read write vip"));
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8);

        assertThat(code(base64("{\"alg\":\"none\"}") + "." + parts[1] + ".")).isEqualTo("oauth.v2.InvalidAccessToken");
        for (String forged : new String[] {
            parts[0] + "." + more + "." + parts[2],
            parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse(),
            base64(header.replace("RS256", "HS256")) + "." + parts[1] + "." + parts[2],
            base64(header.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":\"x\"")) + "." + parts[1] + "." + parts[2],
        }) {
            assertThat(code(forged)).isEqualTo("keymanagement.service.invalid_access_token");
        }
        assertThat(code("a.b.c")).isEqualTo("oauth.v2.InvalidAccessToken");
        server.call(text).mustBe(200);
    }

    @Test
    @DisplayName("extensions 1.1: keys rotate by an action or by age; old ones are kept while their tokens live")
    void rotatesKeys() {
        String old = server.token();
        server.pass(Duration.ofMillis(1));
        var rotated = server.api
                .post("environments/test/signingkeys:rotate", "{\"algorithm\":\"ES256\"}")
                .mustBe(200);
        String young = server.token();

        server.call(old).mustBe(200);
        server.call(young).mustBe(200);
        assertThat(header(young)).contains("ES256", rotated.text("/kid"));
        assertThat(keys()).isEqualTo(2);
        server.pass(Duration.ofDays(1));
        server.token();
        assertThat(keys()).isEqualTo(1);
        server.pass(Duration.ofDays(90));
        assertThat(header(server.token())).contains("ES256").doesNotContain(rotated.text("/kid"));
        assertThat(keys()).isEqualTo(2);
    }

    @Test
    @DisplayName("extensions 1.1: a key that leaked is revoked with all that it signed")
    void revokesKeys() {
        String old = server.token();
        server.call(old).mustBe(200);
        server.api
                .post("environments/test/signingkeys:rotate", "{\"revoke\":true}")
                .mustBe(200);

        assertThat(code(old)).isEqualTo("keymanagement.service.invalid_access_token");
        var listed = server.api.get("environments/test/signingkeys").mustBe(200);
        assertThat(listed.json().get("total").asInt()).isEqualTo(1);
        assertThat(listed.text("/items/0/algorithm")).isEqualTo("RS256");
        server.api
                .post("environments/test/signingkeys:rotate", "{\"algorithm\":\"HS256\"}")
                .mustBe(400);
        server.call(server.token()).mustBe(200);
    }

    private String code(String token) {
        return server.call(token).mustBe(401).text("/fault/detail/errorcode");
    }

    private int keys() {
        return server.get("/.turnpike/test/.well-known/jwks.json")
                .json()
                .get("keys")
                .size();
    }

    private static String header(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), UTF_8);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
