package io.turnpike.management.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.http.Json;
import io.turnpike.model.Attribute;
import io.turnpike.model.Quota;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @Test
    @DisplayName("1.5: int64 and quotas as numbers or strings; empty and \"null\" mean unset (Q3)")
    void readsNumbersInEveryForm() {
        var body = body("{'a':7,'b':'-7','c':'','d':'null','e':null}");

        assertThat(body.number("a")).hasValue(7);
        assertThat(body.number("b")).hasValue(-7);
        for (String unset : new String[] {"c", "d", "e", "g"}) {
            assertThat(body.number(unset)).as(unset).isEqualTo(OptionalLong.empty());
        }
    }

    @Test
    void takesTheFirstOfAttributesWithOneName() {
        var body = body("{'a':[{'name':'n','value':'new'},{'name':'m','value':'1'},{'name':'n','value':'old'}]}");

        assertThat(body.attributes("a")).containsExactly(new Attribute("n", "new"), new Attribute("m", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "true", "[]", "{}", "'ten'", "'1e3'", "' 1'", "'1 '"})
    void refusesWhatIsNoInteger(String value) {
        refuses("{'n':" + value + "}", body -> body.number("n"), "n", "must be an integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "'-9223372036854775809'", "'99999999999999999999'"})
    @DisplayName("1.5: an int64 that is none is told by its size")
    void refusesWhatHasMoreThan64Bits(String value) {
        refuses("{'n':" + value + "}", body -> body.number("n"), "n", "must be an integer of 64 bits");
        assertThat(body("{'n':'-9223372036854775808'}").number("n")).hasValue(Long.MIN_VALUE);
    }

    @Test
    @DisplayName("texts have 4,096 characters at most, also in lists, but for those with bounds of their own")
    void refusesLongTexts() {
        String fits = "x".repeat(4_096);

        assertThat(body("{'n':'" + fits + "'}").text("n")).isEqualTo(fits);
        refuses("{'n':'x" + fits + "'}", body -> body.text("n"), "n", "must have at most 4096 characters");
        refuses("{'n':['x" + fits + "']}", body -> body.list("n"), "n", "must have at most 4096 characters");
        refuses("{'n':'a,x" + fits + "'}", body -> body.list("n"), "n", "must have at most 4096 characters");
        assertThat(body("{'n':'x" + fits + "'}").longText("n")).contains("x" + fits);
    }

    @Test
    @DisplayName("9.6: percentages as numbers or strings, exactly; 1.5: times in milliseconds")
    void readsDecimalsAndTimes() {
        var body = body("{'a':12.35,'b':'-0.10','c':100,'d':'','e':null,'t':'1767225600000'}");

        assertThat(body.decimal("a")).contains(new BigDecimal("12.35"));
        assertThat(body.decimal("b")).contains(new BigDecimal("-0.10"));
        assertThat(body.decimal("c")).contains(new BigDecimal("100"));
        assertThat(body.decimal("d")).isEmpty();
        assertThat(body.decimal("e")).isEmpty();
        assertThat(body.instant("t")).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(body.instant("e")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "[]", "'1e3'", "1e999", "'.5'", "'1.'", "' 1'", "9999999999999999999"})
    void refusesWhatIsNoDecimal(String value) {
        refuses("{'n':" + value + "}", body -> body.decimal("n"), "n", "must be a decimal number");
    }

    @Test
    @DisplayName("ruling 17: comma strings where lists are meant; 12.2: [\"\"] is nothing")
    void readsListsInEveryForm() {
        assertThat(body("{'l':['b','','a','b']}").list("l")).containsExactly("b", "a", "b");
        assertThat(body("{'l':'b, a,,c '}").list("l")).containsExactly("b", "a", "c");
        assertThat(body("{'l':['']}").list("l")).isEmpty();
        assertThat(body("{'l':''}").list("l")).isEmpty();
        refuses("{'l':[1]}", body -> body.list("l"), "l", "must be a list of strings");
        refuses("{'l':7}", body -> body.list("l"), "l", "must be a list");
    }

    @Test
    @DisplayName("24.2: names may come as the objects that answers show")
    void readsNamesInEveryForm() {
        assertThat(body("{'p':['a','','b']}").names("p", "n")).containsExactly("a", "b");
        assertThat(body("{'p':[{'n':'a','s':'x'},{'n':'b'}]}").names("p", "n")).containsExactly("a", "b");
        assertThat(body("{'p':[]}").names("p", "n")).isEmpty();
        refuses("{'p':[{'n':1}]}", body -> body.names("p", "n"), "p[0].n", "must be a string");
    }

    @Test
    @DisplayName("1.5: enums in any case; an unknown one is told what there is")
    void readsChoices() {
        assertThat(body("{'u':'Month'}").choice("u", Quota.Unit.class)).hasValue(Quota.Unit.MONTH);
        assertThat(body("{'u':''}").choice("u", Quota.Unit.class)).isEmpty();
        refuses(
                "{'u':'eon'}",
                body -> body.choice("u", Quota.Unit.class),
                "u",
                "must be one of second, minute, hour, day, week, month");
    }

    @Test
    @DisplayName("24.2: members in snake case are read as in camel case")
    void readsSnakeCase() {
        assertThat(body("{'display_name':'n'}").text("displayName")).isEqualTo("n");
        assertThat(body("{'display_name':'n','displayName':'m'}").text("displayName"))
                .isEqualTo("m");
    }

    @Test
    void namesTheWholePathOfANestedMember() {
        refuses(
                "{'a':{'b':[{},{'c':1}]}}",
                body -> body.object("a", Kind.OPERATION)
                        .orElseThrow()
                        .objects("b", Kind.QUOTA)
                        .get(1)
                        .text("c"),
                "a.b[1].c",
                "must be a string");
    }

    @Test
    void refusesUnknownMembersWhereTheBodyIsStrict() {
        refuses("{'a':1,'b':2}", body -> body.onlyKnown(Set.of("a")), "b", "is not known here");
    }

    private static void refuses(String body, Consumer<Fields> read, String field, String rule) {
        assertThatThrownBy(() -> read.accept(body(body)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem())
                                .isInstanceOfSatisfying(Problem.InvalidField.class, invalid -> {
                                    assertThat(invalid.field()).isEqualTo(field);
                                    assertThat(invalid.rule()).isEqualTo(rule);
                                }));
    }

    private static Fields body(String text) {
        return Fields.of(Json.read(text.replace('\'', '"').getBytes(UTF_8)), Kind.API_PRODUCT);
    }
}
