package io.turnpike.model;

import static io.turnpike.model.Refusals.assertInvalid;
import static io.turnpike.model.Refusals.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.CallValue.Place;
import io.turnpike.model.SpikeArrest.Per;
import io.turnpike.problem.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The smaller values of a proxy's settings (extensions.md section 2).
class ProxyPartsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void readsRates() {
        assertThat(SpikeArrest.of("100ps", Optional.empty()))
                .isEqualTo(new SpikeArrest(100, Per.SECOND, Optional.empty()));
        assertThat(SpikeArrest.of("30pm", Optional.empty()).rate()).isEqualTo("30pm");
        assertThat(SpikeArrest.of("1000000ps", Optional.empty()).calls()).isEqualTo(1_000_000);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "0ps", "10", "10ph", "-1ps", "1.5ps", "1000001ps", "10 ps", "{rate}ps", "010ps"})
    void refusesRates(String rate) {
        assertInvalid(Kind.API_PROXY, "spikeArrest.rate", () -> SpikeArrest.of(rate, Optional.empty()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "request.header.X-User, HEADER, x-user, request.header.x-user",
        "request.queryparam.User, QUERY, User, request.queryparam.User",
        "client.ip, ADDRESS, '', client.ip",
    })
    void readsValuesOfACall(String text, Place place, String name, String spelt) {
        assertThat(CallValue.of(text)).isEqualTo(new CallValue(place, name));
        assertThat(CallValue.of(text).text()).isEqualTo(spelt);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"", "x-user", "request.header.", "request.header.a b", "request.queryparam.a&b", "client_id"})
    void refusesValuesThatNoCallHas(String text) {
        assertInvalid(Kind.API_PROXY, "spikeArrest.by", () -> CallValue.of(text));
    }

    @Test
    void spellsOriginsAndFieldsInLowerCase() {
        var cors = new Cors(
                List.of("https://App.Example", "http://localhost:3000"),
                List.of("PUT"),
                List.of("X-API-Key", "x-api-key"),
                List.of("*"),
                true,
                Optional.of(Duration.ZERO));

        assertThat(cors.origins()).containsExactly("https://app.example", "http://localhost:3000");
        assertThat(cors.headers()).containsExactly("x-api-key");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "app.example",
                "https://",
                "https://a/",
                "https://a/b",
                "https://u@a",
                "https://a b",
                "null",
                "*.a"
            })
    void refusesOrigins(String origin) {
        assertInvalid(Kind.API_PROXY, "cors.origins", () -> cors(List.of(origin), false));
    }

    @Test
    void refusesCorsThatNoBrowserWouldTake() {
        assertInvalid(Kind.API_PROXY, "cors.origins", () -> cors(List.of(), false));
        assertInvalid(Kind.API_PROXY, "cors.origins", () -> cors(List.of("*"), true));
        assertInvalid(Kind.API_PROXY, "cors.origins", () -> cors(List.of("*", "https://a"), false));
        assertInvalid(
                Kind.API_PROXY,
                "cors.methods",
                () -> new Cors(List.of("*"), List.of("GE T"), List.of(), List.of(), false, Optional.empty()));
        assertInvalid(
                Kind.API_PROXY,
                "cors.maxAge",
                () -> new Cors(List.of("*"), List.of(), List.of(), List.of(), false, Optional.of(SECOND.negated())));
    }

    @Test
    void boundsHealthChecks() {
        assertThat(new HealthCheck("/healthz?deep=1", SECOND, 1, 100).path()).isEqualTo("/healthz?deep=1");
        for (String path : List.of("", "healthz", "/a b", "/a#b", "/ä")) {
            assertInvalid(Kind.API_PROXY, "health.path", () -> new HealthCheck(path, SECOND, 1, 1));
        }
        assertInvalid(Kind.API_PROXY, "health.every", () -> new HealthCheck("/", Duration.ofMillis(99), 1, 1));
        assertInvalid(Kind.API_PROXY, "health.healthyAfter", () -> new HealthCheck("/", SECOND, 0, 1));
        assertInvalid(Kind.API_PROXY, "health.unhealthyAfter", () -> new HealthCheck("/", SECOND, 1, 101));
    }

    @Test
    void trustsCertificatesOnlyAndNeverRepeatsAPrivateKey() {
        for (String pem : List.of("", "hidden", "-----BEGIN PRIVATE KEY-----\nhidden\n-----END PRIVATE KEY-----")) {
            var problem = invalid(() -> new TargetTls(true, Optional.of(pem), Optional.empty()));
            assertThat(problem.field()).isEqualTo("tls.trust");
            assertThat(problem.toString()).doesNotContain("hidden");
        }
        assertInvalid(Kind.API_PROXY, "tls.keyStore", () -> new TargetTls(true, Optional.empty(), Optional.of("a/b")));
    }

    @Test
    void boundsCallsAtOneTime() {
        for (int calls : new int[] {0, 1_000_001}) {
            assertInvalid(
                    Kind.API_PROXY,
                    "maxConcurrent",
                    () -> new ProxyLimits(
                            true, Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalInt.of(calls)));
        }
    }

    private static Cors cors(List<String> origins, boolean credentials) {
        return new Cors(origins, List.of(), List.of(), List.of(), credentials, Optional.empty());
    }
}
