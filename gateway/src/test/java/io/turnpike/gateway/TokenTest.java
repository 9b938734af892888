package io.turnpike.gateway;

import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.IndexedToken.Use;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.Trust;
import io.turnpike.decision.Verification;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.SigningKey;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How tokens reach the decision, and what callers hear of them (runtime 6.3, 8.3, ruling 16).
class TokenTest {
    private static final String JWT = "head.claims.signature";
    private static final KeyDigest JWT_ID = new KeyDigest(5, 5);

    private final AtomicInteger verified = new AtomicInteger();
    private final Setup setup = new Setup();
    private RawTarget target;
    private Running gateway;

    @BeforeEach
    void listen() throws Exception {
        target = RawTarget.answering(RawTarget.OK);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        target.close();
    }

    private void start(CredentialPlaces.Mode mode) {
        String url = "http://127.0.0.1:" + target.port();
        setup.proxy(Setup.settings("/api", url, new CredentialPlaces(mode, "x-api-key", "apikey", false)));
        gateway = Running.of(setup);
    }

    private void start() {
        start(CredentialPlaces.Mode.KEY_OR_TOKEN);
    }

    private Wire.Answer call(String token) throws Exception {
        return gateway.exchange("GET /api/x HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    @Test
    @DisplayName("6.3: revocation, expiry and the key's state hold on the next call, on one connection too")
    void readsTheStateOfATokenOnEachCall() throws Exception {
        setup.token("t", Use.OWN, Running.START.plusSeconds(60), "read");
        start();
        assertThat(call("t").status()).isEqualTo(200);
        assertThat(target.request()).doesNotContain("Authorization", "Bearer");

        setup.revoke();
        assertFault(call("t"), 401, "keymanagement.service.access_token_not_approved", "Access Token not approved");
        setup.key(Status.APPROVED, Long.MAX_VALUE, Status.APPROVED, true, Status.APPROVED);
        assertThat(call("t").status()).isEqualTo(200);

        gateway.pass(Duration.ofSeconds(60));
        assertFault(call("t"), 401, "keymanagement.service.access_token_expired", "Access Token expired");
        setup.token("t", Use.REVOKED, Running.START.plusSeconds(60), "read");
        assertFault(call("t"), 401, "keymanagement.service.access_token_not_approved", "Access Token not approved");
    }

    @Test
    @DisplayName("Runtime 1.7: under contextHeaders the target gets the token and its scopes in fields of ours")
    void tellsTheTargetOfAToken() throws Exception {
        setup.token("t", Use.OWN, Running.START.plusSeconds(60), "read", "write")
                .proxy(under("/api")
                        .target("http://127.0.0.1:" + target.port())
                        .contextHeaders()
                        .build());
        gateway = Running.of(setup);

        assertThat(call("t").status()).isEqualTo(200);
        assertThat(target.request())
                .contains(
                        "x-apigee-accesstoken: t\r\n",
                        "x-apigee-clientid: good-key\r\n",
                        "x-apigee-scope: read write\r\n")
                .doesNotContain("Authorization");
    }

    @Test
    @DisplayName("A client that was sealed under a former master key is not named, and its call goes on")
    void leavesOutAClientThatDoesNotOpen() throws Exception {
        setup.tokenOfFormerMasterKey("t", Running.START.plusSeconds(60))
                .proxy(under("/api")
                        .target("http://127.0.0.1:" + target.port())
                        .contextHeaders()
                        .build());
        gateway = Running.of(setup);

        for (int i = 0; i < 2; i++) {
            assertThat(call("t").status()).isEqualTo(200);
            assertThat(target.request()).contains("x-apigee-accesstoken: t\r\n").doesNotContain("x-apigee-clientid");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("8.3, HT35: each fault with its challenge")
    @CsvSource({
        "unknown, keymanagement.service.invalid_access_token, Invalid Access Token",
        "expired, keymanagement.service.access_token_expired, Access Token expired",
        "revoked, keymanagement.service.access_token_not_approved, Access Token not approved",
    })
    void saysWhatIsWrongWithAToken(String token, String code, String text) throws Exception {
        setup.token("expired", Use.OWN, Running.START, "read");
        setup.token("revoked", Use.REVOKED, Running.START.plusSeconds(1), "read");
        start(CredentialPlaces.Mode.TOKEN);

        Wire.Answer answer = call(token);

        assertFault(answer, 401, code, text);
        assertThat(answer.field("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"test\", error=\"invalid_token\", error_description=\"" + code + ": " + text
                        + "\"");
        assertThat(answer.head()).doesNotContain("ApiKey");
    }

    @Test
    @DisplayName("T5, RFC 6750 3.1: a missing scope is 403 and named")
    void namesTheScopesThatAreMissing() throws Exception {
        setup.scopes("read", "say \"hi\"").token("t", Use.OWN, Running.START.plusSeconds(60), "write");
        start();

        Wire.Answer answer = call("t");

        assertFault(answer, 403, "steps.oauth.v2.InsufficientScope", "Required scope(s): [read, say \\\"hi\\\"]");
        assertThat(answer.field("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"test\", error=\"insufficient_scope\", error_description=\""
                        + "steps.oauth.v2.InsufficientScope: Required scope(s): [read, say ?hi?]\","
                        + " scope=\"read say ?hi?\"");
    }

    @Test
    @DisplayName("X table: a token whose key has no product for the call")
    void saysThatNoProductCoversTheCall() throws Exception {
        setup.key(Status.APPROVED, Long.MAX_VALUE, Status.APPROVED, true, Status.PENDING);
        setup.token("t", Use.OWN, Running.START.plusSeconds(60));
        start();

        assertFault(
                call("t"),
                401,
                "keymanagement.service.InvalidAPICallAsNoApiProductMatchFound",
                "Invalid API call as no apiproduct match found");
    }

    @Test
    @DisplayName("nothing longer than 8 KiB is looked at")
    void refusesOversizedTokens() throws Exception {
        trustOwnKeys();
        start();

        assertFault(call("x".repeat(8193)), 401, "oauth.v2.InvalidAccessToken", "Invalid access token");
        assertFault(call(".".repeat(8193)), 401, "oauth.v2.InvalidAccessToken", "Invalid access token");
        assertFault(call("x".repeat(8192)), 401, "keymanagement.service.invalid_access_token", "Invalid Access Token");
        assertThat(verified).hasValue(0);
    }

    @Test
    @DisplayName("ruling 16: a signature is checked once; revocation by id or family holds on the next call")
    void remembersSignaturesAndNothingElse() throws Exception {
        KeyDigest id = new KeyDigest(1, 2);
        KeyDigest family = new KeyDigest(3, 4);
        verifies(new Verification.Good(
                setup.indexed(JWT_ID, Use.OWN, Running.START.plusSeconds(3600), "read"), id, family));
        start();

        assertThat(call(JWT).status()).isEqualTo(200);
        assertThat(call(JWT).status()).isEqualTo(200);
        assertThat(verified).hasValue(1);

        setup.tokens.put(id, setup.indexed(JWT_ID, Use.REVOKED, Running.START.plusSeconds(3600)));
        assertFault(call(JWT), 401, "keymanagement.service.access_token_not_approved", "Access Token not approved");
        setup.tokens.remove(id);
        assertThat(call(JWT).status()).isEqualTo(200);
        setup.tokens.put(family, setup.indexed(JWT_ID, Use.REVOKED, Running.START.plusSeconds(3600)));
        assertThat(call(JWT).status()).isEqualTo(401);
        setup.tokens.remove(family);
        setup.revoke();
        assertThat(call(JWT).status()).isEqualTo(401);
        assertThat(verified).hasValue(1);
    }

    @Test
    @DisplayName("a signature is checked again after ten minutes: its key may be withdrawn")
    void checksASignatureAnew() throws Exception {
        verifies(new Verification.Good(setup.indexed(JWT_ID, Use.OWN, Running.START.plusSeconds(3600)), null, null));
        start();
        call(JWT);
        gateway.pass(Duration.ofMinutes(10));
        gateway.awaitTick(); // else the next connection is taken for an old one
        call(JWT);

        assertThat(verified).hasValue(2);
    }

    @Test
    void remembersNoSignatureThatWasBad() throws Exception {
        verifies(new Verification.Bad(Refusal.INVALID_JWT));
        start();

        assertFault(call(JWT), 401, "steps.jwt.InvalidToken", "Invalid token");
        assertFault(call(JWT), 401, "steps.jwt.InvalidToken", "Invalid token");
        assertThat(verified).hasValue(2);
    }

    @Test
    void asksNobodyWhereNoIssuerIsTrusted() throws Exception {
        setup.verifier = (_, _) -> {
            throw new IllegalStateException("made by the test");
        };
        start();

        assertFault(call(JWT), 401, "keymanagement.service.invalid_access_token", "Invalid Access Token");
    }

    @Test
    @DisplayName("bounded work: where too many wait to be verified, the call is 503")
    void turnsCallsAwayWhereTooManyWait() throws Exception {
        trustOwnKeys();
        setup.verifier = (_, _) -> CompletableFuture.failedFuture(new RejectedExecutionException("made by the test"));
        start();

        assertFault(
                call(JWT),
                503,
                "messaging.adaptors.http.flow.ServiceUnavailable",
                "The Service is temporarily unavailable");
    }

    private void verifies(Verification verification) {
        trustOwnKeys();
        setup.verifier = (_, _) -> {
            verified.incrementAndGet();
            return CompletableFuture.supplyAsync(() -> verification);
        };
    }

    private void trustOwnKeys() {
        SigningKey.Public any = new SigningKey.Public("kid", SigningKey.Algorithm.RS256, "");
        setup.trust = new Trust(List.of(any), List.of());
    }

    private static void assertFault(Wire.Answer answer, int status, String code, String text) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"fault\":{\"faultstring\":\"" + text + "\",\"detail\":{\"errorcode\":\"" + code + "\"}}}");
    }
}
