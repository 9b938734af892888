package io.turnpike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Asserts that a value is refused, and what is said about it.
public final class Refusals {
    private Refusals() {}

    public static void assertInvalid(Kind kind, String field, ThrowingCallable made) {
        assertThat(invalid(made)).satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(kind);
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.rule()).startsWith("must ");
        });
    }

    public static Problem.InvalidField invalid(ThrowingCallable made) {
        var seen = new Problem.InvalidField[1];
        assertThatThrownBy(made)
                .isInstanceOfSatisfying(Refused.class, refused -> seen[0] = (Problem.InvalidField) refused.problem());
        return seen[0];
    }
}
