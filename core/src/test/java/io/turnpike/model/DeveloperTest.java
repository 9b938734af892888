package io.turnpike.model;

import static io.turnpike.model.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.problem.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeveloperTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a@b", "Ada.L+x@Example.com", "ä@b.example"})
    void takesAddresses(String email) {
        assertThat(profile(email, "A", "L").email()).isEqualTo(email);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "a", "@b", "a@", "a@b@c", "a b@c", "a/b@c", "a@b/c", "a\n@b", "a@b\n"})
    void refusesWhatIsNoAddress(String email) {
        assertInvalid(Kind.DEVELOPER, "email", () -> profile(email, "A", "L"));
    }

    @Test
    void boundsTheAddress() {
        assertThat(profile("a".repeat(128) + "@" + "b".repeat(126), "A", "L").email())
                .hasSize(255);
        assertInvalid(Kind.DEVELOPER, "email", () -> profile("a".repeat(129) + "@b", "A", "L"));
        assertInvalid(Kind.DEVELOPER, "email", () -> profile("a@" + "b".repeat(127), "A", "L"));
    }

    @Test
    void needsBothNames() {
        assertInvalid(Kind.DEVELOPER, "firstName", () -> profile("a@b", " ", "L"));
        assertInvalid(Kind.DEVELOPER, "lastName", () -> profile("a@b", "A", ""));
    }

    @Test
    void isToldApartWithoutRegardToCase() {
        assertThat(profile("Ada@Example.COM", "A", "L").foldedEmail()).isEqualTo("ada@example.com");
    }

    private static Developer.Profile profile(String email, String first, String last) {
        return new Developer.Profile(email, first, last, "ada", null, null, Attributes.NONE);
    }
}
