package io.turnpike.gateway;

import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Cors;
import io.turnpike.usage.Decided;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What browsers are told about other origins (runtime H3; Fetch, 3.2).
class CorsTest {
    private static final String ORIGIN = "https://app.example";
    private static RawTarget target;
    private static Running gateway;

    @BeforeAll
    static void start() {
        target = RawTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nVary: Accept\r\n"
                + "Access-Control-Allow-Origin: *\r\nAccess-Control-Expose-Headers: x-secret\r\n\r\nok");
        String url = "http://127.0.0.1:" + target.port();
        gateway = Running.of(new Setup()
                .proxy(under("/some")
                        .target(url)
                        .cors(new Cors(
                                List.of(ORIGIN, "http://localhost:3000"),
                                List.of("PUT", "DELETE"),
                                List.of("X-Api-Key"),
                                List.of("RateLimit"),
                                true,
                                Optional.of(Duration.ofHours(1))))
                        .build())
                .proxy(under("/all")
                        .target(url)
                        .cors(new Cors(List.of("*"), List.of("*"), List.of("*"), List.of(), false, Optional.empty()))
                        .build())
                .proxy(under("/any")
                        .target(url)
                        .cors(new Cors(List.of(ORIGIN), List.of("*"), List.of("*"), List.of(), true, Optional.empty()))
                        .build())
                .proxy(under("/plain").target(url).build()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        target.close();
    }

    @Test
    @DisplayName("H3: a preflight is answered without a key, by the gateway, and not charged")
    void answersPreflights() throws Exception {
        int before = target.unasked();
        Wire.Answer answer = preflight("/some/x", ORIGIN);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.field("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(answer.field("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.field("Access-Control-Allow-Methods")).isEqualTo("PUT, DELETE");
        assertThat(answer.field("Access-Control-Allow-Headers")).isEqualTo("x-api-key");
        assertThat(answer.field("Access-Control-Max-Age")).isEqualTo("3600");
        assertThat(answer.field("Vary"))
                .isEqualTo("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        assertThat(answer.field("Content-Length")).isNull();
        assertThat(answer.field("Turnpike-Decision")).isNotEmpty();
        Decided recorded = gateway.usage.decided.getLast();
        assertThat(recorded.fault()).isNull();
        assertThat(recorded.charges()).isEmpty();
        assertThat(target.unasked()).isEqualTo(before);
    }

    @Test
    void tellsOtherOriginsNothing() throws Exception {
        Wire.Answer answer = preflight("/some/x", "https://evil.example");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.head()).doesNotContain("Access-Control-Allow").contains("Vary: Origin, ");
        assertThat(actual("/some/x", "https://evil.example", "good-key").head())
                .doesNotContain("Access-Control")
                .contains("Vary: Origin\r\n");
        assertThat(actual("/some/x", "https://APP.example", "good-key").head()).doesNotContain("Access-Control-");
    }

    @Test
    @DisplayName("Fetch 3.2.3: answers get our fields in place of the target's, and Vary beside its own")
    void marksAnswers() throws Exception {
        Wire.Answer answer = actual("/some/x", ORIGIN, "good-key");

        assertThat(answer.body()).isEqualTo("ok");
        assertThat(answer.head())
                .containsOnlyOnce("Access-Control-Allow-Origin: " + ORIGIN + "\r\n")
                .containsOnlyOnce("Access-Control-Expose-Headers: ratelimit\r\n")
                .contains("Access-Control-Allow-Credentials: true\r\n", "Vary: Accept\r\n", "Vary: Origin\r\n")
                .doesNotContain("x-secret");
    }

    @Test
    @DisplayName("Refusals get the fields too, so that a page can read them")
    void marksRefusals() throws Exception {
        Wire.Answer answer = actual("/some/x", ORIGIN, "bad");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.field("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
    }

    @Test
    @DisplayName("Every origin: a star, never with credentials, and no Vary")
    void allowsEveryOrigin() throws Exception {
        Wire.Answer asked = preflight("/all/x", "https://any.example");
        assertThat(asked.field("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(asked.field("Access-Control-Allow-Methods")).isEqualTo("*");
        assertThat(asked.field("Access-Control-Allow-Headers")).isEqualTo("*");
        assertThat(asked.field("Access-Control-Allow-Credentials")).isNull();
        assertThat(actual("/all/x", "https://any.example", "good-key").head())
                .contains("Access-Control-Allow-Origin: *\r\n")
                .doesNotContain("Vary: Origin", "Credentials");
    }

    @Test
    @DisplayName("Fetch 3.2.3: with credentials a star means nothing, so what was asked for is allowed")
    void spellsOutAStarWithCredentials() throws Exception {
        Wire.Answer answer = preflight("/any/x", ORIGIN);

        assertThat(answer.field("Access-Control-Allow-Methods")).isEqualTo("PUT");
        assertThat(answer.field("Access-Control-Allow-Headers")).isEqualTo("x-api-key, x-more");
    }

    @Test
    @DisplayName("A proxy without the setting leaves all of it to the target")
    void leavesTheRestToTheTarget() throws Exception {
        assertThat(preflight("/plain/x", ORIGIN).status()).isEqualTo(401);
        assertThat(actual("/plain/x", ORIGIN, "good-key").field("Access-Control-Expose-Headers"))
                .isEqualTo("x-secret");
    }

    private static Wire.Answer preflight(String path, String origin) throws Exception {
        return gateway.exchange(
                "OPTIONS " + path + " HTTP/1.1\r\nHost: a\r\nOrigin: " + origin
                        + "\r\nAccess-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: x-api-key, x-more\r\n\r\n");
    }

    private static Wire.Answer actual(String path, String origin, String key) throws Exception {
        return gateway.exchange(
                "GET " + path + " HTTP/1.1\r\nHost: a\r\nOrigin: " + origin + "\r\nx-api-key: " + key + "\r\n\r\n");
    }
}
