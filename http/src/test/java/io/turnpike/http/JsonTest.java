package io.turnpike.http;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | must be JSON, and is empty",
                "` ` | must be JSON, and is empty",
                "{ | must be valid JSON",
                "{\"a\":} | must be valid JSON (line 1, column 6)",
                "{\"a\":1,} | must be valid JSON",
                "{'a':1} | must be valid JSON",
                "{a:1} | must be valid JSON",
                "[1,2 | must be valid JSON",
                "[01] | must be valid JSON",
                "[NaN] | must be valid JSON",
                "[.5] | must be valid JSON",
                "/* x */ {} | must be valid JSON",
                "\"a\tb\" | must be valid JSON",
                "\"\\x\" | must be valid JSON",
                "s3cret | must be valid JSON",
                "{} {} | must be one JSON value with nothing behind it",
                "{}} | must be valid JSON",
                "{\"a\":1,\"a\":2} | must not hold a member twice in one object",
                "{\"x\":{\"a\":1,\"b\":2,\"a\":1}} | must not hold a member twice in one object",
                "{\"a\":1,\"\\u0061\":2} | must not hold a member twice in one object",
                "\"\\u0000\" | must not hold U+0000 or half of a surrogate pair",
                "{\"\\u0000\":1} | must not hold U+0000 or half of a surrogate pair",
                "[{\"a\":[\"\\ud800\"]}] | must not hold U+0000 or half of a surrogate pair",
            })
    void refusesWhatIsNotExactlyOneStrictValue(String json, String rule) {
        assertThat(refusal(json.getBytes(UTF_8))).startsWith("the body " + rule).doesNotContain("s3cret");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(refusal(new byte[] {'"', (byte) 0xc3, '"'})).isEqualTo("the body must be valid UTF-8");
        assertThat(refusal(new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'})).isEqualTo("the body must be valid UTF-8");
        assertThat(refusal("{}".getBytes(UTF_16))).startsWith("the body must be valid");
    }

    @Test
    void nestsSixtyFourDeepAndNoDeeper() {
        assertThat(Json.read(nested(64)).isArray()).isTrue();
        assertThat(refusal(nested(65))).contains("nested at most 64 deep");
        assertThat(refusal(nested(100_000))).contains("nested at most 64 deep");
    }

    @Test
    void readsWholeCharactersOutsideTheBasicPlane() {
        assertThat(Json.read("\"\\ud83d\\ude00\"".getBytes(UTF_8)).stringValue())
                .isEqualTo("😀");
    }

    @Test
    void writesRecordsInTheirOrderAndLeavesNullOut() {
        record Body(int b, @Nullable String none, String a) {}

        assertThat(new String(Json.write(new Body(1, null, "é")), UTF_8)).isEqualTo("{\"b\":1,\"a\":\"é\"}");
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
    }

    private static String refusal(byte[] body) {
        var rule = new StringBuilder();
        assertThatThrownBy(() -> Json.read(body))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> rule.append(((Problem.Malformed) refused.problem()).rule()));
        return rule.toString();
    }
}
