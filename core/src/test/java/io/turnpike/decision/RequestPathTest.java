package io.turnpike.decision;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest(name = "{0}")
    @DisplayName("E5, E6, HT2, HT3: what never reaches a decision")
    @ValueSource(
            strings = {
                // E5: dot segments, however they are spelt
                "/.",
                "/..",
                "/a/.",
                "/a/..",
                "/a/./b",
                "/a/../b",
                "/../a",
                "/%2e",
                "/%2E/a",
                "/%2e%2e",
                "/%2E%2e/a",
                "/.%2e/a",
                "/a/%2e./b",
                "/v1/weather/%2e%2e/admin",
                // HT3: behind an encoded slash, before parameters
                "/a%2f..%2fb",
                "/a%2F..",
                "/a%2f%2e%2e%2fb",
                "/..%2fb",
                "/.%2f",
                "/a%2f.",
                "/..;x",
                "/a/..;x=1/b",
                "/.;x",
                "/..%3bx",
                "/%2e%2e%3B",
                "/a%2f..;x",
                "/..;",
                // HT2: backslashes and control bytes
                "/a\\b",
                "/a%5cb",
                "/a%5C",
                "/..%5c..",
                "/a%5c..%5cb",
                "/%00",
                "/a%00.json",
                "/a%0d%0aset-cookie",
                "/a%09b",
                "/%1f",
                "/%7f",
                "/%7F",
                "/a b",
                "/a\tb",
                "/a#b",
                "/a?b",
                // E6: escapes that are none
                "/%",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a%2g/b",
                "/a%%32",
                "/%u002e",
                "/a%2/b",
                // no path at all
                "",
                "a",
                "*",
                "http://a/b",
            })
    void refuses(String path) {
        assertThat(RequestPath.parse(path)).isNull();
    }

    @ParameterizedTest(name = "byte {0}")
    @MethodSource("bytesOutsideOfVisibleAscii")
    @DisplayName("HT2: bytes outside of 0x21 to 0x7E")
    void refusesRawBytesOutsideOfVisibleAscii(int value) {
        assertThat(RequestPath.parse(new byte[] {'/', 'a', (byte) value, 'b'})).isNull();
    }

    static IntStream bytesOutsideOfVisibleAscii() {
        return IntStream.concat(IntStream.rangeClosed(0, 0x20), IntStream.rangeClosed(0x7f, 0xff));
    }

    @ParameterizedTest(name = "{0} has {1} segments")
    @DisplayName("M7, E3: cut at raw slashes, nothing merged")
    @CsvSource({
        "/, 1",
        "//, 2",
        "/a, 1",
        "/a/, 2",
        "/a//b, 3",
        "/a%2Fb, 1",
        "/a%2fb/c, 2",
        "/..., 1",
        "/..a/a..b/.a, 3",
        "/a..;x, 1",
        "/a;.., 1",
        "/;/x, 2",
        "/%e4%f6/%ff, 2",
        "/a+b/~!$&'()*:@|[]{}, 2",
    })
    void accepts(String path, int segments) {
        assertThat(RequestPath.parse(path).segments()).isEqualTo(segments);
    }

    @Test
    @DisplayName("E8: one hundred segments and no more")
    void acceptsOneHundredSegmentsAndNoMore() {
        assertThat(RequestPath.parse("/a".repeat(100)).segments()).isEqualTo(100);
        assertThat(RequestPath.parse("/a".repeat(101))).isNull();
        assertThat(RequestPath.parse("/a".repeat(100) + "/")).isNull();
        assertThat(RequestPath.parse("/".repeat(8000))).isNull();
    }

    @ParameterizedTest(name = "{0} behind {1} segments: ''{2}''")
    @DisplayName("R6, E1: the raw remainder")
    @CsvSource({
        "/v1/weather, 2, ''",
        "/v1/weather/, 2, /",
        "/v1/weather//x, 2, //x",
        "/v1/weather/a%2Fb/%63, 2, /a%2Fb/%63",
        "/a/b, 0, /a/b",
        "/, 0, /",
    })
    void keepsTheRemainderByteForByte(String path, int segments, String suffix) {
        var parsed = RequestPath.parse(path);

        assertThat(parsed.suffix(segments)).isEqualTo(suffix);
        assertThat(parsed).hasToString(path);
    }

    @Test
    void comparesSegmentsDecoded() {
        var path = RequestPath.parse("/%61b%2Fc/x");

        assertThat(path.equals(0, "ab/c".getBytes(ISO_8859_1))).isTrue();
        assertThat(path.hash(0)).isEqualTo(RequestPath.hash("ab/c".getBytes(ISO_8859_1)));
        assertThat(path.equals(0, "ab/".getBytes(ISO_8859_1))).isFalse();
        assertThat(path.equals(0, "ab/cd".getBytes(ISO_8859_1))).isFalse();
        assertThat(path.equals(1, "x".getBytes(ISO_8859_1))).isTrue();
        assertThat(path.equals(1, "y".getBytes(ISO_8859_1))).isFalse();
    }

    @Test
    void neverThrowsWhateverTheBytes() {
        long seed = Chance.seed();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] likely = "//%%..;2eEfF5cC0aA\\*?#".getBytes(ISO_8859_1);
        int accepted = 0;
        for (int i = 0; i < 300_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                if (random.nextInt(8) != 0) {
                    bytes[at] = likely[random.nextInt(likely.length)];
                }
            }
            if (bytes.length > 0) {
                bytes[0] = '/';
            }
            RequestPath path = RequestPath.parse(bytes);
            if (path != null) {
                accepted++;
                assertThat(isClean(new String(bytes, ISO_8859_1)))
                        .as("%s is clean, seed %d", path, seed)
                        .isTrue();
            }
        }
        assertThat(accepted).as("accepted, seed %d", seed).isGreaterThan(1000);
    }

    /// Rules E5, HT2 and HT3 once more, by way of the whole decoded text.
    private static boolean isClean(String path) {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%') {
                decoded.append((char) Integer.parseInt(path.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                decoded.append(path.charAt(i));
            }
        }
        return decoded.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c == '\\')
                && Stream.of(decoded.toString().split("/", -1))
                        .map(piece -> piece.replaceFirst(";.*", ""))
                        .noneMatch(piece -> piece.equals(".") || piece.equals(".."));
    }
}
