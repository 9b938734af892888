package io.turnpike.model;

import static io.turnpike.model.Refusals.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.problem.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names, as management-api 1.6 allows them.
class NamesTest {
    static Stream<Arguments> good() {
        return Stream.of(
                        names(
                                Names.PRODUCT,
                                "g",
                                "#",
                                "Gold",
                                "gold 2",
                                "a  b",
                                "_-.#$%",
                                "9",
                                "a".repeat(100),
                                "a" + " ".repeat(98) + "b"),
                        names(Names.APP, "a", "9", "My App", "a_-.#$%", "a ", "a".repeat(255)),
                        names(Names.PROXY, "weather", "Weather-2_x.y", "_", "a".repeat(255)),
                        names(Names.ENVIRONMENT, "test", "Test-1_.", "...", ".a", "a".repeat(255)),
                        names(Names.GROUP, "a", "Web Team", "_-.#$%", "a".repeat(255)),
                        names(Names.ENVIRONMENT_GROUP, "a", "a-b", "9", "a".repeat(63)),
                        names(Names.ORGANIZATION, "a", "acme-2", "a-", "a".repeat(255)))
                .flatMap(List::stream);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                        names(
                                Names.PRODUCT,
                                "",
                                " ",
                                " a",
                                "a ",
                                "a/b",
                                "a:b",
                                "ä",
                                "a\n",
                                "a\tb",
                                "a*",
                                "a".repeat(101),
                                "a" + " ".repeat(99) + "b"),
                        names(Names.APP, "", " a", "_a", "#a", "a/b", "a\n", "a".repeat(256)),
                        names(Names.PROXY, "", "a b", "a/b", "a%", "a#", "a\n", "a".repeat(256)),
                        names(Names.ENVIRONMENT, "", ".", "..", "a b", "a/b", "a\n", "a".repeat(256)),
                        names(Names.GROUP, "", " a", "a ", "a/b", "a@b", "a".repeat(256)),
                        names(Names.ENVIRONMENT_GROUP, "", "-a", "a-", "a.b", "a_b", "a\n", "a".repeat(64)),
                        names(Names.ORGANIZATION, "", "Acme", "9a", "-a", "a_b", "a.b", "a\n", "a".repeat(256)))
                .flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("good")
    void accepts(Names names, String name) {
        assertThat(names.check(name)).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("bad")
    void refuses(Names names, String name) {
        assertThat(invalid(() -> names.check(name)).rule()).startsWith("must be ");
    }

    @Test
    void saysWhichNameOfWhatIsRefused() {
        var problem = invalid(() -> Names.PRODUCT.check("a/b"));

        assertThat(problem.kind()).isEqualTo(Kind.API_PRODUCT);
        assertThat(problem.field()).isEqualTo("name");
        assertThat(problem.given()).isEqualTo("a/b");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a", "_-", "aZ09_-"})
    void takesKeysOfLettersDigitsAndTwoSigns(String key) {
        assertThat(Credential.isKeyOrSecret(key)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "a b", "a.b", "a/b", "a\n", "ä"})
    void takesNoOtherKeys(String key) {
        assertThat(Credential.isKeyOrSecret(key)).isFalse();
    }

    @Test
    void takesKeysUpTo2048Characters() {
        assertThat(Credential.isKeyOrSecret("a".repeat(2048))).isTrue();
        assertThat(Credential.isKeyOrSecret("a".repeat(2049))).isFalse();
    }

    private static List<Arguments> names(Names kind, String... names) {
        return Stream.of(names).map(name -> Arguments.of(kind, name)).toList();
    }
}
