package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Quota;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Several limits of one call, and what answers tell of them (runtime 4.6, 5.3; rulings 1, 19, 26). It is 10:59:30 on
/// March 10.
class LimitsTest {
    private static final String CALL = "GET /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n";

    @Test
    @DisplayName("Ruling 1: both fields list rps, day, month and quota; the legacy ones show the tightest")
    void listsAllLimits() throws Exception {
        try (Running gateway = Running.of(full())) {
            assertThat(gateway.exchange(CALL + "\r\n").head())
                    .contains(
                            "RateLimit-Policy: \"rps\";q=3;w=1, \"day\";q=5;w=86400, \"month\";q=100;w=2678400,"
                                    + " \"quota\";q=10;w=3600\r\n",
                            "RateLimit: \"rps\";r=1;t=0, \"day\";r=4;t=%d, \"month\";r=99;t=%d, \"quota\";r=9;t=30\r\n"
                                    .formatted(secondsToMidnight(), secondsToMidnight() + 21 * 86_400),
                            "X-RateLimit-Limit: 2\r\n",
                            "X-RateLimit-Remaining: 1\r\n",
                            "X-RateLimit-Reset: 0\r\n");
        }
    }

    @Test
    @DisplayName("L3, L4, 8.4: rps is reported first, with the time until a call fits; it takes nothing of the others")
    void refusesWhatComesTooFast() throws Exception {
        try (Running gateway = Running.of(full())) {
            gateway.exchange(CALL + "\r\n");
            gateway.exchange(CALL + "\r\n");
            Wire.Answer third = gateway.exchange(CALL + "Accept: application/problem+json\r\n\r\n");

            assertThat(third.status()).isEqualTo(429);
            assertThat(third.field("Retry-After")).isEqualTo("1");
            assertThat(third.field("RateLimit")).contains("\"rps\";r=0;t=1", "\"day\";r=3", "\"quota\";r=8");
            assertThat(third.body()).contains("\"violated-policies\":[\"rps\"]");
            assertThat(gateway.exchange(CALL + "\r\n").body())
                    .isEqualTo("{\"fault\":{\"faultstring\":\"Spike arrest violation. Allowed rate :"
                            + " MessageRate{messagesPerPeriod=2.5, periodInMicroseconds=1000000,"
                            + " maxBurstMessageCount=2.0}\",\"detail\":{\"errorcode\":"
                            + "\"policies.ratelimit.SpikeArrestViolation\"}}}");

            gateway.pass(Duration.ofMillis(400));
            assertThat(gateway.exchange(CALL + "\r\n").field("RateLimit"))
                    .contains("\"rps\";r=0;t=1", "\"day\";r=2", "\"quota\";r=7");
        }
    }

    @Test
    @DisplayName("L3, L4: day before month before quota; what the day refuses is not taken of the pace")
    void refusesByTheDay() throws Exception {
        try (Running gateway = Running.of(full())) {
            for (int call = 0; call < 5; call++) {
                assertThat(gateway.exchange(CALL + "\r\n").status()).isEqualTo(200);
                gateway.pass(Duration.ofSeconds(1));
            }
            Wire.Answer sixth = gateway.exchange(CALL + "\r\n");

            assertThat(sixth.status()).isEqualTo(429);
            assertThat(sixth.field("Retry-After")).isEqualTo(Long.toString(secondsToMidnight() - 5));
            assertThat(sixth.field("RateLimit")).contains("\"rps\";r=2;t=0", "\"day\";r=0;", "\"quota\";r=5;");
            assertThat(sixth.field("X-RateLimit-Limit")).isEqualTo("5");
            assertThat(sixth.body()).contains("Quota limit  exceeded. Identifier : shop", "QuotaViolation");
            assertThat(gateway.usage.decided.getLast().charges()).isEmpty();
            assertThat(gateway.usage.decided.getFirst().charges()).hasSize(3);
        }
    }

    @Test
    @DisplayName("4.6: where 429 is switched off, 500 without Retry-After")
    void answers500WhereAnOrganizationWantsIt() throws Exception {
        Setup setup = full();
        setup.organizationProperties.put("features.isHTTPStatusTooManyRequestEnabled", "false");
        try (Running gateway = Running.of(setup)) {
            gateway.exchange(CALL + "\r\n");
            gateway.exchange(CALL + "\r\n");
            Wire.Answer third = gateway.exchange(CALL + "\r\n");

            assertThat(third.status()).isEqualTo(500);
            assertThat(third.field("Retry-After")).isNull();
        }
    }

    @Test
    @DisplayName("Ruling 1, W6: a rolling window says when this call's weight fits")
    void looksBackFromEachCall() throws Exception {
        Setup setup = new Setup()
                .quota(3, 1, Quota.Unit.MINUTE)
                .attribute("turnpike.quota.type", "rollingwindow")
                .attribute("turnpike.quota.weightHeader", "X-Weight")
                .proxy(Setup.settings("/api", ""));
        try (Running gateway = Running.of(setup)) {
            assertThat(gateway.exchange(CALL + "\r\n").field("RateLimit")).isEqualTo("\"quota\";r=2;t=0");
            gateway.pass(Duration.ofSeconds(10));
            assertThat(gateway.exchange(CALL + "\r\n").field("RateLimit")).isEqualTo("\"quota\";r=1;t=0");
            gateway.pass(Duration.ofSeconds(10));

            Wire.Answer heavy = gateway.exchange(CALL + "X-Weight: 3\r\n\r\n");
            assertThat(heavy.status()).isEqualTo(429);
            assertThat(heavy.field("RateLimit-Policy")).isEqualTo("\"quota\";q=3;w=60");
            assertThat(heavy.field("RateLimit")).isEqualTo("\"quota\";r=1;t=51");
            assertThat(heavy.field("Retry-After")).isEqualTo("51");
            assertThat(gateway.exchange(CALL + "X-Weight: 2\r\n\r\n").field("Retry-After"))
                    .isEqualTo("41");
            assertThat(gateway.exchange(CALL + "\r\n").field("RateLimit")).isEqualTo("\"quota\";r=0;t=41");

            gateway.pass(Duration.ofSeconds(41));
            assertThat(gateway.exchange(CALL + "\r\n").status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("4.3: a flexi window starts with its first call")
    void startsAWindowWithTheFirstCall() throws Exception {
        Setup setup = new Setup()
                .quota(2, 1, Quota.Unit.MINUTE)
                .attribute("turnpike.quota.type", "flexi")
                .proxy(Setup.settings("/api", ""));
        try (Running gateway = Running.of(setup)) {
            gateway.pass(Duration.ofMillis(31_500));
            assertThat(gateway.exchange(CALL + "\r\n").field("RateLimit")).isEqualTo("\"quota\";r=1;t=60");
            gateway.pass(Duration.ofMillis(59_999));
            assertThat(gateway.exchange(CALL + "\r\n").field("RateLimit")).isEqualTo("\"quota\";r=0;t=1");
            gateway.pass(Duration.ofMillis(1));
            assertThat(gateway.exchange(CALL + "\r\n").field("RateLimit")).isEqualTo("\"quota\";r=1;t=60");
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("N3: what is no weight is a fault, before anything is charged")
    @CsvSource({"x", "-1", "1.5", "2147483648", "'a\"b'"})
    void refusesWhatIsNoWeight(String sent) throws Exception {
        try (Running gateway = Running.of(full().attribute("turnpike.quota.weightHeader", "X-Weight"))) {
            Wire.Answer answer = gateway.exchange(CALL + "x-weight: " + sent + "\r\n\r\n");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body())
                    .isEqualTo("{\"fault\":{\"faultstring\":\"Invalid message weight value "
                            + sent.replace("\"", "\\\"")
                            + "\",\"detail\":{\"errorcode\":\"policies.ratelimit.InvalidMessageWeight\"}}}");
            assertThat(answer.field("RateLimit")).isNull();
            assertThat(gateway.exchange(CALL + "\r\n").field("RateLimit")).contains("\"day\";r=4;");
        }
    }

    @Test
    @DisplayName("N3, HT17: two lines that differ are no weight")
    void refusesTwoWeights() throws Exception {
        try (Running gateway = Running.of(full().attribute("turnpike.quota.weightHeader", "X-Weight"))) {
            assertThat(gateway.exchange(CALL + "x-weight: 1\r\nx-weight: 2\r\n\r\n")
                            .status())
                    .isEqualTo(500);
        }
    }

    @Test
    @DisplayName("Ruling 1: for a weight above a limit no time is named; the call is refused by it for ever")
    void promisesNothingForACallThatNeverFits() throws Exception {
        try (Running gateway = Running.of(full().attribute("turnpike.quota.weightHeader", "X-Weight"))) {
            Wire.Answer answer = gateway.exchange(CALL + "x-weight: 7\r\n\r\n");

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.field("Retry-After")).isNull();
            assertThat(answer.field("RateLimit"))
                    .startsWith("\"rps\";r=2, \"day\";r=5, \"month\";r=100;t=")
                    .endsWith("\"quota\";r=10;t=30");
        }
    }

    @Test
    @DisplayName("N4: a weight of 0 is admitted where nothing is left, and recorded without a charge")
    void admitsCallsThatWeighNothing() throws Exception {
        Setup setup = new Setup()
                .quota(0, 1, Quota.Unit.DAY)
                .attribute("turnpike.quota.weight", "0")
                .proxy(Setup.settings("/api", ""));
        try (Running gateway = Running.of(setup)) {
            assertThat(gateway.exchange(CALL + "\r\n").status()).isEqualTo(200);
            assertThat(gateway.usage.decided.getFirst().charges()).isEmpty();
        }
    }

    private static Setup full() {
        return new Setup()
                .quota(10, 1, Quota.Unit.HOUR)
                .attribute("turnpike.limit.rps", "2.5")
                .attribute("turnpike.limit.burst", "2")
                .attribute("turnpike.limit.day", "5")
                .attribute("turnpike.limit.month", "100")
                .proxy(Setup.settings("/api", ""));
    }

    private static long secondsToMidnight() {
        long second = Running.START.getEpochSecond();
        return 86_400 - second % 86_400;
    }
}
