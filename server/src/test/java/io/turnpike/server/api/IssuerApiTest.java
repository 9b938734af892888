package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tokens of other issuers (runtime 6.4, J1 to J6).
class IssuerApiTest {
    private static final String ISSUERS = "environments/test/issuers";
    private static RSAKey first;
    private static RSAKey second;

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String published;
    private volatile int status = 200;
    private HttpServer issuer;
    private OAuthServer server;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        first = new RSAKeyGenerator(2048).keyID("first").generate();
        second = new RSAKeyGenerator(2048).keyID("second").generate();
    }

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        publish(first);
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/", exchange -> {
            fetches.incrementAndGet();
            byte[] body = published.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        server = OAuthServer.start(folder);
        server.api.post(ISSUERS, body("")).mustBe(201);
    }

    @AfterEach
    void stop() {
        server.close();
        issuer.stop(0);
    }

    private void publish(RSAKey... keys) {
        published = new JWKSet(List.of(keys)).toString();
    }

    private String body(String more) {
        return """
                {"name":"corporate","issuer":"https://id.example","jwksUrl":"http://127.0.0.1:%d/jwks","audiences":["orders"]%s}
                """.formatted(issuer.getAddress().getPort(), more);
    }

    @Test
    @DisplayName("extensions 9: issuers are made, read, changed, deleted; unknown members are refused")
    void keepsIssuers() {
        String full = body(",\"algorithms\":[\"RS256\"],\"clientIdClaims\":[\"client_id\",\"azp\",\"appid\"]");
        server.api.get(ISSUERS + "/corporate").mustBe(200).mustHold(full);
        server.api.get(ISSUERS).mustBe(200).mustHold("[\"corporate\"]");
        server.api.put(ISSUERS + "/corporate", body(",\"apiKeyClaim\":\"key\"")).mustBe(200);
        server.api.post(ISSUERS, body(",\"x\":1")).mustBe(400);
        server.api.delete(ISSUERS + "/corporate").mustBe(200);
        server.api.get(ISSUERS + "/corporate").mustBe(404);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("J1: none and HMAC are never among the algorithms; every value is checked")
    @CsvSource({
        "algorithms, 'must be of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512', '[\"none\"]'",
        "algorithms, 'must be of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512', '[\"HS256\"]'",
        "jwksUrl, must be an absolute http or https URL, '\"file:///etc/passwd\"'",
        "jwksUrl, must be an absolute http or https URL, '\"http://u:p@h/\"'",
        "audiences, must name at least one, '[]'",
        "issuer, must have 1 to 2048 characters, '\"\"'",
    })
    void refusesBadIssuers(String field, String rule, String value) {
        String bad = body("").replaceAll("\"(name)\":\"corporate\"", "\"$1\":\"other\"")
                .replaceAll("\"" + field + "\":(\\[.*?]|\".*?\")", "\"" + field + "\":" + value);
        String sent = bad.contains(value) ? bad : bad.replace("]}", "],\"" + field + "\":" + value + "}");

        server.api
                .post(ISSUERS, sent)
                .mustRefuseAsX(400, "INVALID_ARGUMENT", "messaging.config.beans.InvalidIssuer", field + " " + rule);
    }

    @Test
    void takesATokenOfTheIssuer() throws Exception {
        String token = token(first, claims -> {});
        server.call(token).mustBe(200);
        server.call(token).mustBe(200);
        assertThat(fetches).hasValue(1);

        server.api.delete(ISSUERS + "/corporate").mustBe(200);
        assertThat(code(token)).isEqualTo("keymanagement.service.invalid_access_token");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("J1, J2: claims that do not do")
    @CsvSource({
        "another audience, 401",
        "no expiry, 401",
        "expired eleven seconds ago, 401",
        "expired nine seconds ago, 200",
        "good in nine seconds, 200",
        "good in eleven seconds, 401",
        "issued in eleven seconds, 401",
        "no client, 401",
        "another client, 401",
        "a client that is no text, 401",
        "azp, 200",
        "another scope, 403",
        "scopes as a list, 200",
    })
    void looksAtTheClaims(String what, int status) throws Exception {
        Instant now = server.api.clock.instant();
        String token = token(first, claims -> {
            switch (what) {
                case "another audience" -> claims.audience("other");
                case "no expiry" -> claims.expirationTime(null);
                case "expired eleven seconds ago" -> claims.expirationTime(Date.from(now.minusSeconds(11)));
                case "expired nine seconds ago" -> claims.expirationTime(Date.from(now.minusSeconds(9)));
                case "good in nine seconds" -> claims.notBeforeTime(Date.from(now.plusSeconds(9)));
                case "good in eleven seconds" -> claims.notBeforeTime(Date.from(now.plusSeconds(11)));
                case "issued in eleven seconds" -> claims.issueTime(Date.from(now.plusSeconds(11)));
                case "no client" -> claims.claim("client_id", null);
                case "another client" -> claims.claim("client_id", "unknown");
                case "a client that is no text" -> claims.claim("client_id", 7);
                case "azp" -> claims.claim("client_id", null).claim("azp", server.key);
                case "another scope" -> claims.claim("scope", "other");
                default -> claims.claim("scope", List.of("x", "read"));
            }
        });

        var answer = server.call(token).mustBe(status);
        if (status == 401) {
            assertThat(answer.text("/fault/detail/errorcode"))
                    .isEqualTo(
                            what.equals("another client")
                                    ? "keymanagement.service.invalid_access_token"
                                    : "steps.jwt.InvalidToken");
        }
    }

    @Test
    @DisplayName("J3, C4: a token with the key's claim is that key: no scopes, the key's codes")
    void treatsATokenAsAKey() throws Exception {
        server.api.put(ISSUERS + "/corporate", body(",\"apiKeyClaim\":\"key\"")).mustBe(200);

        server.call(token(first, claims -> claims.claim("key", server.key).claim("scope", "other")))
                .mustBe(200);
        assertThat(code(token(first, claims -> claims.claim("key", "unknown")))).isEqualTo("oauth.v2.InvalidApiKey");
        server.call(token(first, claims -> {})).mustBe(200);
    }

    @Test
    @DisplayName("J1: the public key as a secret of HMAC, and a key of another issuer, open nothing")
    void refusesConfusedKeys() throws Exception {
        byte[] asSecret = first.toPublicJWK().toJSONString().getBytes(UTF_8);
        assertThat(code(signed(new JWSHeader(JWSAlgorithm.HS256), new MACSigner(asSecret), claims -> {})))
                .isEqualTo("steps.jwt.InvalidToken");
        var asFirst = new RSAKey.Builder(second.toRSAKey()).keyID("first").build();
        assertThat(code(token(asFirst, claims -> {}))).isEqualTo("steps.jwt.InvalidToken");
        var header = new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("first").build();
        assertThat(code(signed(header, new RSASSASigner(first), claims -> {}))).isEqualTo("steps.jwt.InvalidToken");
        server.call(token(first, claims -> {})).mustBe(200);
    }

    @Test
    @DisplayName("J5: ten minutes between fetches, one more for an unknown kid, and a fetch that fails keeps the keys")
    void fetchesKeysSparingly() throws Exception {
        server.call(token(first, claims -> {})).mustBe(200);
        publish(first, second);
        server.call(token(second, claims -> {})).mustBe(200);
        assertThat(fetches).hasValue(2);

        var third = new RSAKey.Builder(second.toRSAKey()).keyID("third").build();
        for (int i = 0; i < 5; i++) {
            assertThat(code(token(third, claims -> claims.jwtID("t")))).isEqualTo("steps.jwt.InvalidToken");
        }
        assertThat(fetches).hasValue(2);

        status = 500;
        server.pass(Duration.ofMinutes(10));
        server.call(token(first, claims -> claims.jwtID("again"))).mustBe(200);
        assertThat(code(token(third, claims -> {}))).isEqualTo("steps.jwt.InvalidToken");
        server.call(token(second, claims -> claims.jwtID("again"))).mustBe(200);
    }

    @Test
    @DisplayName("J5: without any keys the token is refused, and the next fetch comes within seconds")
    void refusesWhileTheIssuerIsAway() throws Exception {
        status = 500;
        assertThat(code(token(first, claims -> {}))).isEqualTo("steps.jwt.InvalidToken");

        status = 200;
        server.pass(Duration.ofSeconds(10));
        server.call(token(first, claims -> {})).mustBe(200);
    }

    private String code(String token) {
        return server.call(token).mustBe(401).text("/fault/detail/errorcode");
    }

    private String token(RSAKey key, Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        return signed(header, new RSASSASigner(key), change);
    }

    private String signed(JWSHeader header, JWSSigner signer, Consumer<JWTClaimsSet.Builder> change)
            throws JOSEException {
        var claims = new JWTClaimsSet.Builder()
                .issuer("https://id.example")
                .audience("orders")
                .expirationTime(Date.from(server.api.clock.instant().plusSeconds(3600)))
                .claim("client_id", server.key)
                .claim("scope", "read");
        change.accept(claims);
        var token = new SignedJWT(header, claims.build());
        token.sign(signer);
        return token.serialize();
    }
}
