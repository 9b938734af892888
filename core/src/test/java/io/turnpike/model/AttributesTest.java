package io.turnpike.model;

import static io.turnpike.model.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.problem.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AttributesTest {
    @Test
    void keepsTheLastValueOfANameAtItsFirstPlace() {
        var attributes = of("a", "1", "b", "2", "a", "3");

        assertThat(attributes.list()).containsExactly(new Attribute("a", "3"), new Attribute("b", "2"));
        assertThat(attributes.value("a")).contains("3");
        assertThat(attributes.value("c")).isEmpty();
    }

    @Test
    void setsAndRemovesOne() {
        var attributes = of("a", "1", "b", "2");

        assertThat(attributes.with(new Attribute("a", "9"))).isEqualTo(of("a", "9", "b", "2"));
        assertThat(attributes.with(new Attribute("c", "3"))).isEqualTo(of("a", "1", "b", "2", "c", "3"));
        assertThat(attributes.without("a")).isEqualTo(of("b", "2"));
        assertThat(attributes.without("c")).isEqualTo(attributes);
    }

    @Test
    @DisplayName("extensions 3: ours survive a client that does not know them, merged by name")
    void keepsOursThroughAWholeReplacement() {
        var before = of("access", "public", "turnpike.limit.rps", "5", "turnpike.state", "published");

        assertThat(before.replacedBy(List.of(new Attribute("access", "private"))))
                .isEqualTo(of("turnpike.limit.rps", "5", "turnpike.state", "published", "access", "private"));
        assertThat(before.replacedBy(List.of()))
                .isEqualTo(of("turnpike.limit.rps", "5", "turnpike.state", "published"));
        assertThat(before.replacedBy(List.of(new Attribute("turnpike.limit.rps", "9"))))
                .isEqualTo(of("turnpike.limit.rps", "9", "turnpike.state", "published"));
    }

    @Test
    @DisplayName("extensions 3: an empty value removes one of ours, and is a value of any other")
    void removesOursByAnEmptyValue() {
        var before = of("a", "1", "turnpike.limit.rps", "5");

        assertThat(before.replacedBy(List.of(new Attribute("turnpike.limit.rps", ""), new Attribute("a", ""))))
                .isEqualTo(of("a", ""));
        assertThat(before.replacedBy(List.of(new Attribute("turnpike.limit.day", ""))))
                .isEqualTo(of("turnpike.limit.rps", "5"));
    }

    @Test
    @DisplayName("management-api 14: what portals reserve holds more than 2 KB, and is not counted")
    void boundsNothingThatPortalsReserve() {
        var reserved = new Attribute("__apigee_reserved__developer_details", "x".repeat(100_000));

        assertThat(numbered("a", 18).with(reserved).list()).hasSize(19);
        assertInvalid(Kind.ATTRIBUTE, "attributes", () -> new Attribute("apigee", "x".repeat(2043)));
    }

    @Test
    @DisplayName("management-api 1.6: 18 attributes, ours not counted")
    void holdsEighteenBesideOurs() {
        assertThat(numbered("a", 18).list()).hasSize(18);
        assertInvalid(Kind.ATTRIBUTE, "attributes", () -> numbered("a", 19));
        assertThat(numbered("turnpike.a", 40).list()).hasSize(40);
        assertThat(numbered("a", 18).with(new Attribute("turnpike.x", "y")).list())
                .hasSize(19);
        assertInvalid(Kind.ATTRIBUTE, "attributes", () -> numbered("a", 18).with(new Attribute("b", "")));
    }

    @Test
    @DisplayName("management-api 1.6: 2,048 bytes of UTF-8 over name and value")
    void boundsNameAndValueTogether() {
        assertThat(new Attribute("a", "x".repeat(2047)).value()).hasSize(2047);
        assertInvalid(Kind.ATTRIBUTE, "attributes", () -> new Attribute("a", "x".repeat(2048)));
        assertThat(new Attribute("ab", "é".repeat(1023)).value()).hasSize(1023);
        assertInvalid(Kind.ATTRIBUTE, "attributes", () -> new Attribute("abc", "é".repeat(1023)));
        assertThat(new Attribute("__apigee_reserved__x", "x".repeat(5000)).value())
                .hasSize(5000);
    }

    @Test
    void needsAName() {
        assertInvalid(Kind.ATTRIBUTE, "attributes.name", () -> new Attribute("", "x"));
        assertInvalid(Kind.ATTRIBUTE, "attributes.name", () -> new Attribute("  ", "x"));
        assertThat(new Attribute("a", "").value()).isEmpty();
    }

    @Test
    void knowsOurs() {
        assertThat(new Attribute("turnpike.x", "").isOurs()).isTrue();
        assertThat(new Attribute("turnpike", "").isOurs()).isFalse();
        assertThat(new Attribute("Turnpike.x", "").isOurs()).isFalse();
    }

    private static Attributes of(String... namesAndValues) {
        return new Attributes(IntStream.range(0, namesAndValues.length / 2)
                .mapToObj(i -> new Attribute(namesAndValues[2 * i], namesAndValues[2 * i + 1]))
                .toList());
    }

    private static Attributes numbered(String name, int count) {
        return new Attributes(IntStream.range(0, count)
                .mapToObj(i -> new Attribute(name + i, "x"))
                .toList());
    }
}
