package io.turnpike.gateway;

import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.IndexedToken;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.Quota;
import io.turnpike.usage.Decided;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a proxy limits itself, and what it tells its target.
class SettingsTest {
    private static final String KEYED = " HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n";
    private static final List<String> CONTEXT = List.of(
            "accesstoken",
            "api",
            "apiproducts",
            "application",
            "clientid",
            "developeremail",
            "environment",
            "organization",
            "scope",
            "customattributes",
            "analytics-product",
            "authorized");
    private static final String OPEN = " HTTP/1.1\r\nHost: a\r\n\r\n";

    @Test
    @DisplayName("PX5: without a target admitted calls get 200 with an empty body, are charged and recorded")
    void answersWithoutATarget() throws Exception {
        try (Running gateway = Running.of(new Setup()
                .quota(3, 1, Quota.Unit.HOUR)
                .proxy(under("/null").targets().build()))) {
            Wire.Answer answer = gateway.exchange(
                    "POST /null/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n" + "Content-Length: 2\r\n\r\nhi");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.field("Content-Length")).isEqualTo("0");
            assertThat(answer.field("RateLimit")).isEqualTo("\"quota\";r=2;t=30");
            assertThat(gateway.usage.decided.getFirst().charges()).hasSize(1);
            assertThat(gateway.usage.nextEnded().status()).isEqualTo(200);
            assertThat(gateway.exchange("GET /null" + OPEN).status()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("Q5, PX5: a proxy's own quota holds where the product sets none")
    void enforcesTheProxysQuota() throws Exception {
        try (Running gateway = Running.of(new Setup()
                .proxy(under("/own").targets().quota(1, 1, Quota.Unit.MINUTE).build())
                .proxy(under("/open")
                        .targets()
                        .takes(CredentialPlaces.Mode.OPEN)
                        .quota(1, 1, Quota.Unit.MINUTE)
                        .build()))) {
            assertThat(gateway.exchange("GET /own" + KEYED).field("RateLimit-Policy"))
                    .isEqualTo("\"quota\";q=1;w=60");
            assertThat(gateway.exchange("GET /own" + KEYED).body()).contains("Identifier : shop");
            assertThat(gateway.exchange("GET /open" + OPEN).status()).isEqualTo(200);
            Wire.Answer refused = gateway.exchange("GET /open" + KEYED);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.body())
                    .isEqualTo(
                            "{\"fault\":{\"faultstring\":\"Rate limit quota violation. Quota limit  exceeded."
                                    + " Identifier : _default\",\"detail\":{\"errorcode\":\"policies.ratelimit.QuotaViolation\"}}}");
            gateway.pass(Duration.ofSeconds(30));
            assertThat(gateway.exchange("GET /open" + OPEN).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("Q5: enforceQuota=false leaves the product's quota alone, and the proxy's own in force")
    void leavesTheProductsQuotaAlone() throws Exception {
        try (Running gateway = Running.of(new Setup()
                .quota(1, 1, Quota.Unit.HOUR)
                .proxy(under("/free").targets().withoutQuota().build())
                .proxy(under("/own")
                        .targets()
                        .withoutQuota()
                        .quota(2, 1, Quota.Unit.HOUR)
                        .build()))) {
            assertThat(gateway.exchange("GET /free" + KEYED).field("RateLimit")).isNull();
            assertThat(gateway.exchange("GET /free" + KEYED).status()).isEqualTo(200);
            assertThat(gateway.exchange("GET /own" + KEYED).status()).isEqualTo(200);
            assertThat(gateway.exchange("GET /own" + KEYED).status()).isEqualTo(200);
            assertThat(gateway.exchange("GET /own" + KEYED).status()).isEqualTo(429);
        }
    }

    @Test
    @DisplayName("P4, 8.4: SpikeArrest comes before the credential, and says when to come back")
    void arrestsSpikes() throws Exception {
        try (Running gateway = Running.of(new Setup()
                .quota(9, 1, Quota.Unit.HOUR)
                .proxy(under("/slow").targets().spikeArrest("30pm", "").build()))) {
            assertThat(gateway.exchange("GET /slow" + KEYED).status()).isEqualTo(200);
            Wire.Answer refused = gateway.exchange("GET /slow" + OPEN);

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.field("Retry-After")).isEqualTo("2");
            assertThat(refused.field("RateLimit")).isNull();
            assertThat(refused.body())
                    .isEqualTo("{\"fault\":{\"faultstring\":\"Spike arrest violation. Allowed rate :"
                            + " MessageRate{messagesPerPeriod=30, periodInMicroseconds=60000000,"
                            + " maxBurstMessageCount=1.0}\",\"detail\":{\"errorcode\":"
                            + "\"policies.ratelimit.SpikeArrestViolation\"}}}");
            assertThat(gateway.exchange("GET /slow HTTP/1.1\r\nHost: a\r\nAccept: application/problem+json\r\n\r\n")
                            .body())
                    .contains("\"violated-policies\":[\"spikeArrest\"]");
            gateway.pass(Duration.ofSeconds(2));
            assertThat(gateway.exchange("GET /slow" + KEYED).field("RateLimit")).isEqualTo("\"quota\";r=7;t=28");
            assertThat(gateway.usage.decided)
                    .extracting(Decided::fault)
                    .containsExactly(
                            null,
                            "policies.ratelimit.SpikeArrestViolation",
                            "policies.ratelimit.SpikeArrestViolation",
                            null);
        }
    }

    @Test
    @DisplayName("Runtime 5.2: callers that the proxy tells apart have a pace each")
    void pacesEachCallerApart() throws Exception {
        try (Running gateway = Running.of(new Setup()
                .proxy(under("/slow")
                        .targets()
                        .takes(CredentialPlaces.Mode.OPEN)
                        .spikeArrest("1ps", "request.header.x-user")
                        .build()))) {
            String call = "GET /slow HTTP/1.1\r\nHost: a\r\nX-User: ";
            assertThat(gateway.exchange(call + "a\r\n\r\n").status()).isEqualTo(200);
            assertThat(gateway.exchange(call + "b\r\n\r\n").status()).isEqualTo(200);
            assertThat(gateway.exchange(call + "a\r\n\r\n").status()).isEqualTo(429);
            assertThat(gateway.exchange("GET /slow" + OPEN).status()).isEqualTo(200);
            assertThat(gateway.exchange("GET /slow" + OPEN).status()).isEqualTo(429);
        }
    }

    @Test
    @DisplayName("Runtime 1.7: under contextHeaders the target is told who calls, and never by the client")
    void tellsTheTargetWhoCalls() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup()
                        .attribute("plan", "\"gold\" \u00fc")
                        .attribute("turnpike.state", "published")
                        .proxy(under("/who")
                                .target("http://127.0.0.1:" + target.port())
                                .contextHeaders()
                                .build()))) {
            String forged = CONTEXT.stream()
                    .map(name -> "x-apigee-" + name + ": evil\r\nX_Apigee_" + name + ": evil\r\n")
                    .collect(Collectors.joining());
            gateway.exchange("GET /who HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n" + forged + "\r\n");

            assertThat(target.request())
                    .contains(
                            "x-apigee-organization: acme\r\n",
                            "x-apigee-environment: test\r\n",
                            "x-apigee-api: proxy0\r\n",
                            "x-apigee-clientid: good-key\r\n",
                            "x-apigee-developeremail: ann@example.com\r\n",
                            "x-apigee-application: shop\r\n",
                            "x-apigee-apiproducts: gold\r\n",
                            "x-apigee-analytics-product: gold\r\n",
                            "x-apigee-customattributes: {\"plan\":\"\\\"gold\\\" \\u00fc\"}\r\n",
                            "x-apigee-authorized: true\r\n")
                    .doesNotContain("evil", "scope", "turnpike.state");
        }
    }

    @Test
    @DisplayName(
            "Runtime 1.7: without contextHeaders, and of callers who are not known, fields of theirs are removed too")
    void removesForgedFieldsEverywhere() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup()
                        .proxy("/silent", target.port())
                        .proxy(under("/open")
                                .target("http://127.0.0.1:" + target.port())
                                .takes(CredentialPlaces.Mode.OPEN)
                                .contextHeaders()
                                .build()))) {
            String forged = CONTEXT.stream()
                    .map(name -> "X-Apigee-" + name + ": evil\r\nx_apigee-" + name + ": evil\r\n")
                    .collect(Collectors.joining());
            for (String path : List.of("/silent", "/open")) {
                gateway.exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n" + forged + "\r\n");
                assertThat(target.request()).doesNotContain("evil");
            }
        }
    }

    @Test
    @DisplayName("Runtime 1.7: a group has no address")
    void leavesOutTheAddressOfAGroup() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup()
                        .ofGroup(true)
                        .proxy(under("/who")
                                .target("http://127.0.0.1:" + target.port())
                                .contextHeaders()
                                .build()))) {
            gateway.exchange("GET /who HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n");

            assertThat(target.request())
                    .contains("x-apigee-application: shop\r\n")
                    .doesNotContain("developeremail");
        }
    }

    @Test
    @DisplayName("Runtime 1.7: the target is told of a token in context fields, and not where it was sent")
    void tellsTheTargetOfTheToken() throws Exception {
        var later = Running.START.plusSeconds(60);
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup()
                        .token("the-token", IndexedToken.Use.OWN, later, "read", "write")
                        .proxy(under("/who")
                                .target("http://127.0.0.1:" + target.port())
                                .contextHeaders()
                                .build()))) {
            gateway.exchange("GET /who HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer the-token\r\n\r\n");

            assertThat(target.request())
                    .contains(
                            "x-apigee-accesstoken: the-token\r\n",
                            "x-apigee-clientid: good-key\r\n",
                            "x-apigee-developeremail: ann@example.com\r\n",
                            "x-apigee-scope: read write\r\n",
                            "x-apigee-application: shop\r\n")
                    .doesNotContain("Authorization");
        }
    }
}
