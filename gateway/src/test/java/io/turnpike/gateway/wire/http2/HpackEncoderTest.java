package io.turnpike.gateway.wire.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.turnpike.chance.Chance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HpackEncoderTest {
    private final HpackEncoder encoder = new HpackEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, 1 << 20);

    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 7541 C.2: what comes for the first time passes as it is, or is known to everybody")
    @CsvSource(
            delimiter = '|',
            value = {
                ":path: /sample/path | 040c2f73616d706c652f70617468",
                ":method: GET        | 82",
                ":status: 200        | 88",
                "custom-key: custom-header | 000a637573746f6d2d6b65790d637573746f6d2d686561646572"
            })
    void writesWhatComesFirst(String line, String expected) {
        assertThat(block(line)).isEqualTo(expected);
    }

    @Test
    @DisplayName("RFC 7541 appendix A: what everybody knows is told by its number, as another reads it")
    void knowsWhatEverybodyKnows() throws Exception {
        for (int index = 1; index <= 61; index++) {
            byte[] told = {(byte) (0x80 | index)};
            var field = decoder.decodeHeaders(1, Unpooled.wrappedBuffer(told))
                    .iterator()
                    .next();
            String line = field.getKey() + ": " + field.getValue();

            if (field.getValue().isEmpty()) {
                byte[] block = HexFormat.of().parseHex(block(line + "x"));
                assertThat(block).as(line).hasSizeBetween(3, 4).endsWith(1, 'x');
                assertThat(decoder.decodeHeaders(1, Unpooled.wrappedBuffer(block))
                                .get(field.getKey()))
                        .hasToString("x");
            } else {
                assertThat(block(line)).as(line).isEqualTo(HexFormat.of().formatHex(told));
            }
        }
    }

    @Test
    @DisplayName("RFC 7541 C.2.1: what comes again is remembered, and then told by its place")
    void remembersWhatComesAgain() {
        block("custom-key: custom-header");

        assertThat(block("custom-key: custom-header"))
                .isEqualTo("400a637573746f6d2d6b65790d637573746f6d2d686561646572");
        assertThat(block("custom-key: custom-header")).isEqualTo("be");
    }

    @ParameterizedTest
    @DisplayName("RFC 7541 7.1.3: secrets get no place, however often they come")
    @CsvSource({
        "authorization: Basic YTpi, 1f08",
        "proxy-authorization: Basic YTpi, 1f22",
        "cookie: a=b, 1f11",
        "set-cookie: a=b, 1f28",
        "x-api-key: secret, 10",
        "x-apikey: secret, 10",
        "apikey: secret, 10",
        "x-apigee-accesstoken: secret, 10",
        ":path: /a?apikey=secret, 14"
    })
    void neverRemembersSecrets(String line, String literal) throws Http2Exception {
        for (int i = 0; i < 3; i++) {
            String block = block(line);
            assertThat(block).startsWith(literal);
            assertThat(read(block)).containsExactly(line);
        }
        assertThatThrownBy(() -> read("be")).as("the first place").isInstanceOf(Http2Exception.class);
    }

    @Test
    void remembersPathsWithoutAQuery() {
        block(":path: /a");

        assertThat(block(":path: /a")).isEqualTo("44022f61");
        assertThat(block(":path: /a")).isEqualTo("be");
    }

    @ParameterizedTest(name = "a table of {0} bytes takes fields of {1}")
    @DisplayName(
            "RFC 7541 4.4: a field that would push out too many others is not told as remembered, and takes no place")
    @CsvSource({"4096, 512", "400, 100"})
    void remembersNoLongFields(int tableSize, int longest) throws Http2Exception {
        resize(tableSize);
        List<String> kept = List.of("a: b", "a: " + "v".repeat(longest - 33));
        String tooLong = "a: " + "v".repeat(longest - 32);
        for (int i = 0; i < 3; i++) {
            assertThat(read(block(kept))).isEqualTo(kept);
            assertThat(read(block(tooLong))).containsExactly(tooLong);
        }

        assertThat(block(kept)).isEqualTo("bfbe");
    }

    @Test
    @DisplayName("RFC 7541 4.2: with a table of no bytes every field passes as it is")
    void remembersNothingWithoutATable() throws Http2Exception {
        resize(0);
        assertThat(read(block("a: b"))).containsExactly("a: b");

        for (int i = 0; i < 3; i++) {
            assertThat(block("a: b")).isEqualTo("0001610162");
        }
    }

    @Test
    @DisplayName("RFC 7541 C.1: numbers beyond their first byte go on behind it")
    void writesLongNumbers() {
        assertThat(block("via: " + "x".repeat(1337 + 112))).startsWith("0f2d7faa0a");
    }

    @Test
    @DisplayName("RFC 7541 4.2: a smaller table, and then a larger one, are both told before the next field")
    void tellsSizesOfTheTable() {
        for (int i = 0; i < 3; i++) {
            block("a: b");
        }
        encoder.maxTableSize(0);
        encoder.maxTableSize(100_000);

        assertThat(block("a: b")).startsWith("203fe11f").endsWith("01610162");
        encoder.maxTableSize(4096);
        assertThat(block("a: b")).isEqualTo("be");
    }

    @Test
    void isReadByAnother() throws Http2Exception {
        long seed = Chance.seed();
        System.out.println("seed " + seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(50) == 0) {
                resize(random.nextInt(6000));
            }
            List<String> lines = lines(random);
            assertThat(read(block(lines))).as("seed %d, block %d", seed, i).containsExactlyInAnyOrderElementsOf(lines);
        }
    }

    private static List<String> lines(RandomGenerator random) {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            String name = List.of("date", "x-a", "server", "set-cookie", "x-long-name", "age", "x-api-key")
                    .get(random.nextInt(7));
            int length = random.nextInt(20) == 0 ? random.nextInt(5000) : random.nextInt(20);
            lines.add(name + ": " + (char) ('a' + random.nextInt(4)) + "v".repeat(length));
        }
        return lines;
    }

    private void resize(int bytes) throws Http2Exception {
        decoder.configuration().maxHeaderTableSize(bytes);
        encoder.maxTableSize(bytes);
    }

    private List<String> read(String block) throws Http2Exception {
        List<String> read = new ArrayList<>();
        decoder.decodeHeaders(1, Unpooled.wrappedBuffer(HexFormat.of().parseHex(block)))
                .forEach(field -> read.add(field.getKey() + ": " + field.getValue()));
        return read;
    }

    private String block(String... lines) {
        return block(Arrays.asList(lines));
    }

    private String block(List<String> lines) {
        encoder.begin();
        for (String line : lines) {
            byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
            encoder.field(bytes, 0, line.indexOf(':', 1), bytes.length);
        }
        return HexFormat.of().formatHex(encoder.block(), 0, encoder.length());
    }
}
