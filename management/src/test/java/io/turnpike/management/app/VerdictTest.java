package io.turnpike.management.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({"approve, APPROVED", "approved, APPROVED", "revoke, REVOKED", "Revoked, REVOKED"})
    @DisplayName("20 #12: both words, in any case")
    void readsBothWords(String word, Status expected) {
        assertThat(Verdict.of("action", word)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "pending", "approve,revoke", "\u0130"})
    void refusesAnyOtherWord(String word) {
        assertThatThrownBy(() -> Verdict.of("action", word))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem())
                                .isEqualTo(new Problem.InvalidField(
                                        Kind.REQUEST, "action", null, "must be approve or revoke")));
    }
}
