package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.Decision;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.Quota;
import io.turnpike.model.Status;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// How decisions reach callers and the usage log (runtime 4.6, 7, 8; extensions 4 and 6).
class DecisionTest {
    private static final String GET = "GET /api/x HTTP/1.1\r\nHost: a.example:81\r\n";
    private static final String KEYED = GET + "x-api-key: good-key\r\n";

    static Stream<Arguments> refusals() {
        return Stream.concat(badCredentials(), badStates());
    }

    private static Stream<Arguments> badCredentials() {
        return Stream.of(
                refusal(
                        "no key",
                        _ -> {},
                        "",
                        "steps.oauth.v2.FailedToResolveAPIKey",
                        "Failed to resolve API Key variable request.header.x-api-key"),
                refusal(
                        "an empty key",
                        _ -> {},
                        "x-api-key:\r\n",
                        "steps.oauth.v2.FailedToResolveAPIKey",
                        "Failed to resolve API Key variable request.header.x-api-key"),
                refusal("an unknown key", _ -> {}, "x-api-key: bad\r\n", "oauth.v2.InvalidApiKey", "Invalid ApiKey"),
                refusal(
                        "a key in other letters (C5)",
                        _ -> {},
                        "x-api-key: GOOD-KEY\r\n",
                        "oauth.v2.InvalidApiKey",
                        "Invalid ApiKey"),
                refusal(
                        "two keys (HT17)",
                        _ -> {},
                        "x-api-key: good-key\r\nX-API-Key: bad\r\n",
                        "oauth.v2.InvalidApiKey",
                        "Invalid ApiKey"),
                refusal(
                        "a token beside a good key (C1)",
                        _ -> {},
                        "Authorization: Bearer t\r\nx-api-key: good-key\r\n",
                        "keymanagement.service.invalid_access_token",
                        "Invalid Access Token"));
    }

    private static Stream<Arguments> badStates() {
        long never = Long.MAX_VALUE;
        long passed = Running.START.toEpochMilli();
        Status good = Status.APPROVED;
        return Stream.of(
                refusal(
                        "a revoked key",
                        setup -> setup.key(Status.REVOKED, never, good, true, good),
                        "x-api-key: good-key\r\n",
                        "oauth.v2.ApiKeyNotApproved",
                        "API Key not approved"),
                refusal(
                        "a key that expires now (Y5)",
                        setup -> setup.key(good, passed, good, true, good),
                        "x-api-key: good-key\r\n",
                        "keymanagement.service.consumer_key_expired",
                        "API Key expired"),
                refusal(
                        "a revoked app",
                        setup -> setup.key(good, never, Status.REVOKED, true, good),
                        "x-api-key: good-key\r\n",
                        "keymanagement.service.invalid_client-app_not_approved",
                        "App not approved"),
                refusal(
                        "an inactive developer",
                        setup -> setup.key(good, never, good, false, good),
                        "x-api-key: good-key\r\n",
                        "keymanagement.service.DeveloperStatusNotActive",
                        "Developer Status is not Active"),
                refusal(
                        "an inactive group",
                        setup -> setup.ofGroup(false),
                        "x-api-key: good-key\r\n",
                        "keymanagement.service.CompanyStatusNotActive",
                        "Company Status is not Active"),
                refusal(
                        "a pending product (Y1)",
                        setup -> setup.key(good, never, good, true, Status.PENDING),
                        "x-api-key: good-key\r\n",
                        "oauth.v2.InvalidApiKeyForGivenResource",
                        "Invalid ApiKey for given resource"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void answers401(String what, Consumer<Setup> state, String lines, String code, String text) throws Exception {
        Setup setup = new Setup();
        state.accept(setup);
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(setup.proxy("/api", target.port()))) {
            Wire.Answer answer = gateway.exchange(GET + lines + "\r\n");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body())
                    .isEqualTo("{\"fault\":{\"faultstring\":\"" + text + "\",\"detail\":{\"errorcode\":\"" + code
                            + "\"}}}");
            assertThat(answer.field("Content-Type")).isEqualTo("application/json");
            assertThat(answer.field("WWW-Authenticate")).isEqualTo("ApiKey realm=\"test\"");
            Decided decided = gateway.usage.decided.getFirst();
            assertThat(decided.fault()).isEqualTo(code);
            assertThat(decided.decision()).isInstanceOf(Decision.Refused.class);
            assertThat(decided.id().text()).isEqualTo(answer.field("Turnpike-Decision"));
            assertThat(gateway.usage.nextEnded().status()).isEqualTo(401);
            assertThat(target.connections()).isZero();
        }
    }

    @Test
    @DisplayName("C3: a proxy that takes tokens only says so")
    void asksForAToken() throws Exception {
        CredentialPlaces tokens = new CredentialPlaces(CredentialPlaces.Mode.TOKEN, "x-api-key", "apikey", false);
        try (Running gateway = Running.of(new Setup().proxy(Setup.settings("/api", "", tokens)))) {
            Wire.Answer answer = gateway.exchange(KEYED + "\r\n");

            assertThat(answer.body()).contains("\"oauth.v2.InvalidAccessToken\"");
            assertThat(answer.field("WWW-Authenticate"))
                    .isEqualTo(
                            "Bearer realm=\"test\", error=\"invalid_token\", error_description=\"oauth.v2.InvalidAccessToken: Invalid access token\"");
        }
    }

    @Test
    @DisplayName("8.5: an unknown path names host and path, escaped for its format")
    void namesWhatIsNotFound() throws Exception {
        try (Running gateway = Running.of(new Setup().proxy(Setup.settings("/api", "")))) {
            Wire.Answer json = gateway.exchange("GET /no\"<&x?secret=1 HTTP/1.1\r\nHost: A.example:81\r\n\r\n");
            assertThat(json.status()).isEqualTo(404);
            assertThat(json.body())
                    .contains("Unable to identify proxy for host: A.example:81 and url: /no\\\"<&x\"")
                    .doesNotContain("secret");

            Wire.Answer xml = gateway.exchange(
                    "GET /no\"<&x HTTP/1.1\r\nHost: a\r\nAccept: application/json;q=0.5, text/xml\r\n\r\n");
            assertThat(xml.field("Content-Type")).isEqualTo("application/xml");
            assertThat(xml.body())
                    .isEqualTo(
                            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><fault><faultstring>Unable to identify proxy for host: a and url: /no\"&lt;&amp;x</faultstring>"
                                    + "<detail><errorcode>messaging.adaptors.http.flow.ApplicationNotFound</errorcode></detail></fault>");
        }
    }

    @Test
    @DisplayName("Extensions 1: reserved paths belong to no proxy, however they are written")
    void keepsReservedPaths() throws Exception {
        CredentialPlaces open = new CredentialPlaces(CredentialPlaces.Mode.OPEN, "x-api-key", "apikey", false);
        try (Running gateway = Running.of(new Setup().proxy(Setup.settings("/", "", open)))) {
            assertThat(gateway.exchange("GET /x HTTP/1.1\r\nHost: a\r\n\r\n").status())
                    .isEqualTo(200);
            assertThat(gateway.exchange("GET /.turnpike/x HTTP/1.1\r\nHost: a\r\n\r\n")
                            .status())
                    .isEqualTo(404);
            assertThat(gateway.exchange("GET /%2eturn%70ike HTTP/1.1\r\nHost: a\r\n\r\n")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    @DisplayName("4.6: every call that reached its limits shows what is left, and 429 when to come back")
    void showsWhatIsLeft() throws Exception {
        try (RawTarget target = RawTarget.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nRateLimit: \"evil\"\r\nX-RateLimit-Limit: 9\r\n\r\n");
                Running gateway =
                        Running.of(new Setup().quota(3, 1, Quota.Unit.HOUR).proxy("/api", target.port()))) {
            gateway.exchange(KEYED + "\r\n");
            gateway.exchange(KEYED + "\r\n");
            Wire.Answer third = gateway.exchange(KEYED + "\r\n");
            assertThat(third.head())
                    .contains(
                            "RateLimit-Policy: \"quota\";q=3;w=3600\r\n",
                            "RateLimit: \"quota\";r=0;t=30\r\n",
                            "X-RateLimit-Limit: 3\r\n",
                            "X-RateLimit-Remaining: 0\r\n",
                            "X-RateLimit-Reset: 30\r\n")
                    .doesNotContain("evil", "Limit: 9", "Retry-After");

            gateway.pass(Duration.ofSeconds(10));
            Wire.Answer fourth = gateway.exchange(KEYED + "\r\n");
            assertThat(fourth.status()).isEqualTo(429);
            assertThat(fourth.field("Retry-After")).isEqualTo("20");
            assertThat(fourth.field("RateLimit")).isEqualTo("\"quota\";r=0;t=20");
            assertThat(fourth.body())
                    .contains(
                            "Rate limit quota violation. Quota limit  exceeded. Identifier : shop\"",
                            "policies.ratelimit.QuotaViolation");
            assertThat(gateway.usage.decided.get(3).charges()).isEmpty();

            gateway.pass(Duration.ofSeconds(20));
            assertThat(gateway.exchange(KEYED + "\r\n").field("RateLimit")).isEqualTo("\"quota\";r=2;t=3600");
        }
    }

    @ParameterizedTest(name = "{0}: ietf {1}, legacy {2}")
    @CsvSource({"off, false, false", "ietf, true, false", "legacy, false, true", "'ietf,legacy', true, true"})
    void showsTheFieldsThatAnEnvironmentWants(String setting, boolean ietf, boolean legacy) throws Exception {
        Setup setup = new Setup().quota(1, 1, Quota.Unit.MONTH).proxy(Setup.settings("/api", ""));
        setup.environmentProperties.put("turnpike.ratelimit.headers", setting);
        try (Running gateway = Running.of(setup)) {
            Wire.Answer answer = gateway.exchange(KEYED + "\r\n");

            assertThat(answer.field("RateLimit-Policy")).isEqualTo(ietf ? "\"quota\";q=1;w=2678400" : null);
            assertThat(answer.field("X-RateLimit-Limit")).isEqualTo(legacy ? "1" : null);
            assertThat(gateway.exchange(KEYED + "\r\n").field("Retry-After")).isNotNull();
        }
    }

    @Test
    @DisplayName("Q4, ruling 1: a limit of 0 blocks, and promises no better time")
    void promisesNothingForALimitOfNothing() throws Exception {
        try (Running gateway =
                Running.of(new Setup().quota(0, 1, Quota.Unit.DAY).proxy(Setup.settings("/api", "")))) {
            Wire.Answer answer = gateway.exchange(KEYED + "Accept: application/problem+json\r\n\r\n");

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.field("RateLimit")).isEqualTo("\"quota\";r=0");
            assertThat(answer.field("Retry-After")).isNull();
            assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.body()).contains("#quota-exceeded", "\"violated-policies\":[\"quota\"]");
        }
    }

    @Test
    @DisplayName("4.6: an organization that switched 429 off gets 500")
    void answers500WhereAnOrganizationWantsIt() throws Exception {
        Setup setup = new Setup().quota(0, 1, Quota.Unit.DAY).proxy(Setup.settings("/api", ""));
        setup.organizationProperties.put("features.isHTTPStatusTooManyRequestEnabled", "false");
        try (Running gateway = Running.of(setup)) {
            assertThat(gateway.exchange(KEYED + "\r\n").status()).isEqualTo(500);
        }
    }

    @Test
    @DisplayName("Y3: a key that is revoked between two calls of one connection is refused on the second")
    void refusesARevokedKeyOnTheNextCall() throws Exception {
        try (Running gateway = Running.of(new Setup().proxy(Setup.settings("/api", "")));
                Wire wire = gateway.connect()) {
            assertThat(wire.send(KEYED + "\r\n").readAnswer().status()).isEqualTo(200);
            gateway.setup.revoke();
            assertThat(wire.send(KEYED + "\r\n").readAnswer().status()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("Extensions 6: a record says all but the query, the credential and the body")
    void recordsACall() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway =
                        Running.of(new Setup().quota(9, 1, Quota.Unit.DAY).proxy("/api", target.port()))) {
            gateway.exchange(
                    "POST /api/x?apikey=good-key&secret=1 HTTP/1.1\r\nHost: a.example:81\r\nUser-Agent: u\r\nx-request-id: r1\r\nContent-Length: 4\r\n\r\nbody");

            Decided decided = gateway.usage.decided.getFirst();
            assertThat(decided.request())
                    .isEqualTo(new Decided.Request(
                            "POST", "/api/x", "a.example:81", "127.0.0.1", "u", "r1", "http", null));
            assertThat(decided.at()).isEqualTo(Running.START.toEpochMilli() * 1000);
            assertThat(decided.fault()).isNull();
            assertThat(decided.charges()).hasSize(1);
            assertThat(decided.toString()).doesNotContain("good-key", "secret", "body");
            Ended ended = gateway.usage.nextEnded();
            assertThat(ended.id()).isEqualTo(decided.id());
            assertThat(ended.requestBytes()).isEqualTo(4);
            assertThat(ended.responseBytes()).isEqualTo(2);
            long at = decided.at();
            assertThat(ended.target()).isEqualTo(new Ended.Target("127.0.0.1:" + target.port(), 200, at, at, at));
            assertThat(ended.fault()).isNull();
            assertThat(ended.outcome()).isEqualTo(Ended.Outcome.COMPLETE);
        }
    }

    @Test
    @DisplayName("Runtime 9: what went wrong behind the decision is recorded with the close of the call")
    void recordsWhyTheTargetDidNotAnswer() throws Exception {
        try (RawTarget target = RawTarget.answering("nonsense\r\n\r\n");
                Running gateway = Running.of(new Setup().proxy("/api", target.port()))) {
            Wire.Answer answer = gateway.exchange("GET /api/x?apikey=good-key HTTP/1.1\r\nHost: a\r\n\r\n");

            Ended ended = gateway.usage.nextEnded();
            assertThat(ended.status()).isEqualTo(502);
            assertThat(ended.responseBytes()).isEqualTo(answer.body().length()).isPositive();
            assertThat(ended.fault()).isEqualTo("messaging.adaptors.http.flow.BadGateway");
            assertThat(ended.target())
                    .isEqualTo(new Ended.Target(
                            "127.0.0.1:" + target.port(), 0, Running.START.toEpochMilli() * 1000, 0, 0));
        }
    }

    @Test
    @DisplayName("Calls that are refused before a decision are recorded too")
    void recordsWhatCannotBeDecided() throws Exception {
        try (Running gateway = Running.of(new Setup().proxy(Setup.settings("/api", "")))) {
            gateway.exchange("GET /api/../x HTTP/1.1\r\nHost: a\r\n\r\n");
            gateway.exchange("GET /api/x HTTP/1.1\r\nHost : a\r\n\r\n");

            assertThat(gateway.usage.decided)
                    .extracting(Decided::fault)
                    .containsExactly("protocol.http.BadPath", "protocol.http.BadRequest");
            assertThat(gateway.usage.decided)
                    .extracting(decided -> decided.request().path())
                    .containsExactly("/api/../x", "/api/x");
            assertThat(gateway.usage.nextEnded().status()).isEqualTo(400);
            assertThat(gateway.usage.nextEnded().status()).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("Extensions 6: a call waits until it is recorded; one that charges is refused while nothing can be")
    void forwardsOnlyWhatIsRecorded() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway =
                        Running.of(new Setup().quota(9, 1, Quota.Unit.DAY).proxy("/api", target.port()));
                Wire wire = gateway.connect()) {
            gateway.usage.holding = true;
            wire.send(KEYED + "\r\n");
            gateway.usage.awaitHeld(1);
            assertThat(target.connections()).isZero();
            gateway.usage.letGo();
            assertThat(wire.readAnswer().status()).isEqualTo(200);

            gateway.usage.failing = true;
            Wire.Answer refused = wire.send(KEYED + "\r\n").readAnswer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).contains("messaging.adaptors.http.flow.ServiceUnavailable");
        }
    }

    private static Arguments refusal(String what, Consumer<Setup> state, String lines, String code, String text) {
        return Arguments.of(what, state, lines, code, text);
    }
}
