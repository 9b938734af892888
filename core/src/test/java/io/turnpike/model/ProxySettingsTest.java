package io.turnpike.model;

import static io.turnpike.model.Refusals.assertInvalid;
import static io.turnpike.model.Refusals.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.CredentialPlaces.Mode;
import io.turnpike.problem.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {
    @ParameterizedTest(name = "{0} becomes {1}")
    @DisplayName("R1, R3, R5: base paths")
    @CsvSource({
        "/v1/weather, /v1/weather",
        "/v1/weather/, /v1/weather",
        "v1, /v1",
        "/, /",
        "/team/*/members, /team/*/members",
        "/*, /*",
        "/.turnpikes, /.turnpikes",
    })
    void spellsBasePaths(String given, String stored) {
        assertThat(ProxySettingsBuilder.under(given).build().basePaths()).containsExactly(stored);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("extensions 1: what is reserved; R1, R3: what no call could reach")
    @ValueSource(
            strings = {
                "/.turnpike",
                "/.turnpike/",
                "/.turnpike/x",
                "/a/**",
                "/**",
                "//",
                "/a//b",
                "/a//",
                "//a",
                "/a%2Fb",
                "/%2eturnpike"
            })
    void refusesBasePaths(String basePath) {
        assertInvalid(
                Kind.API_PROXY,
                "basePath",
                () -> ProxySettingsBuilder.under(basePath).build());
    }

    @Test
    void takesEachBasePathOnce() {
        assertThat(ProxySettingsBuilder.under("/a", "/b", "/a/").build().basePaths())
                .containsExactly("/a", "/b");
        assertThat(ProxySettingsBuilder.under().build().basePaths()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "http://127.0.0.1:9000",
                "HTTP://a.example/base/path/",
                "http://[::1]:80/",
                "http://a:65535",
                "https://a/b"
            })
    void takesTargets(String url) {
        assertThat(Target.of(url).url()).hasToString(url);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "a",
                "/a",
                "ftp://a",
                "file:///etc/passwd",
                "http:a",
                "http:///a",
                "http://",
                "http://a:0",
                "http://a:65536",
                "http://a?b",
                "http://a#b",
                "http://a b"
            })
    void refusesTargets(String url) {
        assertInvalid(Kind.API_PROXY, "target", () -> Target.of(url));
    }

    @Test
    void doesNotRepeatThePasswordInATarget() {
        assertThat(invalid(() -> Target.of("http://user:hidden@a/")).toString()).doesNotContain("hidden");
        assertThat(invalid(() -> Target.of("http://a/?token=hidden")).toString())
                .doesNotContain("hidden");
        assertThat(invalid(() -> Target.of("https://user:hidden@a/")).toString())
                .doesNotContain("hidden");
        assertThat(invalid(() -> Target.of("http://user:hidden@a b/")).toString())
                .doesNotContain("hidden");
    }

    @Test
    void knowsThePortOfATarget() {
        assertThat(Target.of("http://a").port()).isEqualTo(80);
        assertThat(Target.of("http://a:9000").port()).isEqualTo(9000);
        assertThat(Target.of("https://a").port()).isEqualTo(443);
        assertThat(Target.of("HTTPS://a").isTls()).isTrue();
        assertThat(Target.of("http://a").isTls()).isFalse();
    }

    @Test
    void weighsTargets() {
        assertThat(Target.of("http://a", 0).weight())
                .as("documents of the first version have no weight")
                .isEqualTo(1);
        assertThat(Target.of("http://a", 1000).weight()).isEqualTo(1000);
        for (int weight : new int[] {-1, 1001}) {
            assertInvalid(Kind.API_PROXY, "weight", () -> Target.of("http://a", weight));
        }
    }

    @Test
    void spellsTheFieldOfAKeyInLowerCase() {
        var places = new CredentialPlaces(Mode.KEY, "X-API-Key", "apiKey", false);

        assertThat(places.header()).isEqualTo("x-api-key");
        assertThat(places.query()).isEqualTo("apiKey");
        assertThat(CredentialPlaces.DEFAULT.header()).isEqualTo("x-api-key");
    }

    @Test
    void refusesPlacesThatNoCallCanName() {
        for (String bad : List.of("", "a b", "a:b", "ä", "a\n", "x".repeat(65))) {
            assertInvalid(Kind.API_PROXY, "credentials.header", () -> new CredentialPlaces(Mode.KEY, bad, "k", false));
            assertInvalid(Kind.API_PROXY, "credentials.query", () -> new CredentialPlaces(Mode.KEY, "k", bad, false));
        }
        assertInvalid(Kind.API_PROXY, "credentials.query", () -> new CredentialPlaces(Mode.KEY, "k", "a&b", false));
    }

    @Test
    void boundsTimeouts() {
        var second = Duration.ofSeconds(1);

        assertThat(new Timeouts(Duration.ofMillis(1), second, Duration.ofDays(1), Optional.of(second)).connect())
                .isEqualTo(Duration.ofMillis(1));
        assertInvalid(
                Kind.API_PROXY,
                "timeouts.connect",
                () -> new Timeouts(Duration.ZERO, second, second, Optional.empty()));
        assertInvalid(
                Kind.API_PROXY,
                "timeouts.firstByte",
                () -> new Timeouts(second, Duration.ofNanos(999_999), second, Optional.empty()));
        assertInvalid(
                Kind.API_PROXY,
                "timeouts.idle",
                () -> new Timeouts(second, second, Duration.ofDays(1).plusNanos(1), Optional.empty()));
        assertInvalid(
                Kind.API_PROXY,
                "timeouts.total",
                () -> new Timeouts(second, second, second, Optional.of(second.negated())));
    }
}
