package io.turnpike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.model.KeyValueMap.Scope;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("management-api 1.6, 8: names and values of key value maps")
class KeyValueTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a", "A 1_-.$", "0"})
    void takesNamesOfEntries(String name) {
        assertThat(new KeyValue(name, "").name()).isEqualTo(name);
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", " ", " a", "a ", "a#", "a%", "a/b", "ä", "a\n", "a\u0000"})
    void refusesOtherNamesOfEntries(String name) {
        assertThatThrownBy(() -> new KeyValue(name, "")).isInstanceOf(Refused.class);
    }

    @Test
    void aNameHasAtMost2048Characters() {
        assertThat(new KeyValue("k".repeat(2048), "").name()).hasSize(2048);
        assertThatThrownBy(() -> new KeyValue("k".repeat(2049), "")).isInstanceOf(Refused.class);
    }

    @Test
    void aValueHasAtMost524288BytesAndIsNotRepeated() {
        assertThat(new KeyValue("k", "é".repeat(262_144)).value()).hasSize(262_144);
        assertThatThrownBy(() -> new KeyValue("k", "é".repeat(262_144) + "x"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem())
                                .isEqualTo(new Problem.InvalidField(
                                        Kind.KEY_VALUE_ENTRY, "value", null, "must be at most 524288 bytes")));
    }

    @Test
    void doesNotShowTheValueAsText() {
        assertThat(new KeyValue("k", "secret")).hasToString("KeyValue[k]");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a", "A 1_-.#$%", "%41"})
    void takesNamesOfMaps(String name) {
        assertThat(map(name).name()).isEqualTo(name);
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", " ", " a", "a ", "a/b", "a:b", "ä", "a\n"})
    void refusesOtherNamesOfMaps(String name) {
        assertThatThrownBy(() -> map(name)).isInstanceOf(Refused.class);
    }

    private static KeyValueMap map(String name) {
        var id = UUID.randomUUID();
        return new KeyValueMap(
                id, id, new Scope.OfOrganization(id), 1, name, false, false, Provenance.made(Instant.EPOCH, "ada"));
    }
}
