package io.turnpike.management.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("product-life PO1")
class PasswordRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"Password123", "QWERTYUIOP", "11111111", "1q2w3e4r", "Ann.Example", "ann.example@x.org"})
    void refusesWhatIsGuessedFirst(String password) {
        assertRefused(password, "is too easy to guess");
    }

    @Test
    void countsCharacters() {
        assertRefused("sevench", "must have 8 to 128 characters");
        assertRefused("x".repeat(129), "must have 8 to 128 characters");
        assertThat(PasswordRules.check("eight 😀ch", "ann@x.org")).isEqualTo("eight 😀ch");
        assertThat(PasswordRules.check("ä".repeat(128), "ann@x.org")).hasSize(128);
    }

    private static void assertRefused(String password, String rule) {
        assertThatThrownBy(() -> PasswordRules.check(password, "ann.example@x.org"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem())
                                .isEqualTo(new Problem.InvalidField(Kind.USER, "password", null, rule)));
    }
}
