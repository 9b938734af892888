package io.turnpike.management.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.http.Json;
import io.turnpike.management.wire.Fields;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRequestTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"1, MILLIS, PT0.001S", "\"3600\", SECONDS, PT1H", "31536000000, SECONDS, PT8760000H"})
    @DisplayName("20 #1: keyExpiresIn counts milliseconds, expiresInSeconds seconds; numbers or strings (1.5)")
    void readsALifetime(String given, ChronoUnit unit, Duration expected) {
        assertThat(KeyRequest.lifetime(fields(given), "lifetime", unit)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-1", "\"-1\"", "null", "\"\""})
    @DisplayName("11.2: -1 and nothing mean for ever")
    void readsForEver(String given) {
        assertThat(KeyRequest.lifetime(fields(given), "lifetime", ChronoUnit.SECONDS))
                .isNull();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0", "-2", "31536000001", "9223372036854775807"})
    void refusesALifetimeOutsideOfItsBounds(String given) {
        assertThatThrownBy(() -> KeyRequest.lifetime(fields(given), "lifetime", ChronoUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem())
                                .isEqualTo(new Problem.InvalidField(
                                        Kind.APP, "lifetime", null, "must be -1 for never, or from 1 to 31536000000")));
    }

    @Test
    @DisplayName("12.2, ruling 17: empty strings are no scopes; products also come as one text with commas")
    void readsLists() {
        var request = KeyRequest.read(body("{\"scopes\":[\"\"],\"apiProducts\":\"gold,silver\"}"), ChronoUnit.MILLIS);

        assertThat(request.scopes()).isEmpty();
        assertThat(request.products()).containsExactly("gold", "silver");
    }

    private static Fields fields(String lifetime) {
        return body("{\"lifetime\":%s}".formatted(lifetime));
    }

    private static Fields body(String json) {
        return Fields.of(Json.read(json.getBytes(StandardCharsets.UTF_8)), Kind.APP);
    }
}
