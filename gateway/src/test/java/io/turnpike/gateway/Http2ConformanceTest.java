package io.turnpike.gateway;

import static io.turnpike.gateway.FrameWire.call;
import static io.turnpike.gateway.fuzz.FrameCode.ACK;
import static io.turnpike.gateway.fuzz.FrameCode.CONTINUATION;
import static io.turnpike.gateway.fuzz.FrameCode.DATA;
import static io.turnpike.gateway.fuzz.FrameCode.END_HEADERS;
import static io.turnpike.gateway.fuzz.FrameCode.END_STREAM;
import static io.turnpike.gateway.fuzz.FrameCode.GOAWAY;
import static io.turnpike.gateway.fuzz.FrameCode.HEADERS;
import static io.turnpike.gateway.fuzz.FrameCode.PADDED;
import static io.turnpike.gateway.fuzz.FrameCode.PING;
import static io.turnpike.gateway.fuzz.FrameCode.PRIORITIZED;
import static io.turnpike.gateway.fuzz.FrameCode.PRIORITY;
import static io.turnpike.gateway.fuzz.FrameCode.PUSH_PROMISE;
import static io.turnpike.gateway.fuzz.FrameCode.RST_STREAM;
import static io.turnpike.gateway.fuzz.FrameCode.SETTINGS;
import static io.turnpike.gateway.fuzz.FrameCode.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a server must do with each frame that it should not have got: the list of h2spec, section by section of
/// RFC 9113 and RFC 7541, and floods.
class Http2ConformanceTest {
    private static final int PROTOCOL = 1;
    private static final int FLOW = 3;
    private static final int STREAM_CLOSED = 5;
    private static final int SIZE = 6;
    private static final int REFUSED = 7;
    private static final int COMPRESSION = 9;
    private static final int CALM = 11;

    private static final byte[] GET = FrameWire.block(call("GET", "/api"));
    private static final byte[] POST = FrameWire.block(call("POST", "/api"));
    private static final byte[] UNANSWERED = FrameWire.block(call("GET", "/api/unanswered"));

    private static RawTarget target;
    private static Running gateway;

    @BeforeAll
    static void start() {
        target = RawTarget.scripted((wire, _, _) -> {
            for (String request = wire.readRequest(); !request.isEmpty(); request = wire.readRequest()) {
                if (!request.contains("unanswered")) {
                    wire.send(RawTarget.OK);
                }
            }
        });
        gateway = Running.before(target);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        target.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsTheProtocolSays(Case each) {
        try (FrameWire client = FrameWire.to(gateway.port())) {
            try {
                each.sends.accept(client);
            } catch (UncheckedIOException e) {
                // ended already
            }
            assertThat(each.name.startsWith("flood") ? client.end() : client.outcome())
                    .isIn(each.outcomes);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                        frames(),
                        states(),
                        framesByType(),
                        settingsAndLater(),
                        windows(),
                        heads(),
                        compression(),
                        floods())
                .flatMap(List::stream);
    }

    private static List<Case> frames() {
        return List.of(
                fine(
                        "4.1 an unknown type is ignored",
                        c -> c.frame(0x16, 0, 0, new byte[8]).frame(PING, 0, 0, new byte[8])),
                fine("4.1 unknown flags are ignored", c -> c.frame(PING, 0x16, 0, new byte[8])),
                fine("4.1 the reserved bit is ignored", c -> c.frame(PING, 0, 0x80000000, new byte[8])),
                answered(
                        "4.2 a frame of 16,384 bytes",
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST).frame(DATA, END_STREAM, 1, new byte[16_384])),
                connection(
                        "4.2 a larger frame of data",
                        SIZE,
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST).frame(DATA, END_STREAM, 1, new byte[16_385])),
                connection("4.2 a larger head", SIZE, c -> c.frame(HEADERS, END_HEADERS, 1, new byte[16_385])),
                connection(
                        "4.3 a head that cannot be decoded",
                        COMPRESSION,
                        c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, (byte) 0x40)),
                connection(
                        "4.3 PRIORITY inside a head",
                        PROTOCOL,
                        c -> c.frame(HEADERS, END_STREAM, 1, GET).frame(PRIORITY, 0, 1, new byte[5])),
                connection(
                        "4.3 another head inside a head",
                        PROTOCOL,
                        c -> c.frame(HEADERS, END_STREAM, 1, GET).frame(HEADERS, END_HEADERS | END_STREAM, 3, GET)),
                fine("5.5 an extension is ignored", c -> c.frame(0xff, 0, 1).frame(PING, 0, 0, new byte[8])),
                connection(
                        "5.5 an extension inside a head",
                        PROTOCOL,
                        c -> c.frame(HEADERS, END_STREAM, 1, GET).frame(0xff, 0, 1)));
    }

    private static List<Case> states() {
        Consumer<FrameWire> over = c -> {
            c.frame(HEADERS, END_HEADERS | END_STREAM, 1, GET);
            c.answer(1);
        };
        Consumer<FrameWire> reset = c -> c.frame(HEADERS, END_HEADERS, 1, POST).frame(RST_STREAM, 0, 1, new byte[4]);
        Consumer<FrameWire> half = c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, UNANSWERED);
        return List.of(
                connection("5.1 DATA on an idle stream", PROTOCOL, c -> c.data(1, END_STREAM, "a")),
                connection("5.1 RST_STREAM on an idle stream", PROTOCOL, c -> c.frame(RST_STREAM, 0, 1, new byte[4])),
                connection("5.1 WINDOW_UPDATE on an idle stream", PROTOCOL, c -> c.window(1, 100)),
                connection(
                        "5.1 CONTINUATION on an idle stream",
                        PROTOCOL,
                        c -> c.frame(CONTINUATION, END_HEADERS, 1, GET)),
                either("5.1 DATA behind the end", STREAM_CLOSED, half.andThen(c -> c.data(1, END_STREAM, "a"))),
                either(
                        "5.1 HEADERS behind the end",
                        STREAM_CLOSED,
                        PROTOCOL,
                        half.andThen(c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, GET))),
                connection(
                        "5.1 CONTINUATION behind the end",
                        PROTOCOL,
                        half.andThen(c -> c.frame(CONTINUATION, END_HEADERS, 1, GET))),
                either("5.1 DATA on a reset stream", STREAM_CLOSED, reset.andThen(c -> c.data(1, END_STREAM, "a"))),
                either(
                        "5.1 HEADERS on a reset stream",
                        STREAM_CLOSED,
                        reset.andThen(c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, GET))),
                either("5.1 DATA on a closed stream", STREAM_CLOSED, over.andThen(c -> c.data(1, END_STREAM, "a"))),
                either(
                        "5.1 HEADERS on a closed stream",
                        STREAM_CLOSED,
                        over.andThen(c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, GET))),
                connection(
                        "5.1 CONTINUATION on a closed stream",
                        PROTOCOL,
                        over.andThen(c -> c.frame(CONTINUATION, END_HEADERS, 1, GET))),
                connection("5.1.1 an even stream", PROTOCOL, c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 2, GET)),
                either("5.1.1 a smaller stream", PROTOCOL, STREAM_CLOSED, c -> {
                    c.frame(HEADERS, END_HEADERS | END_STREAM, 5, GET);
                    c.answer(5);
                    c.frame(HEADERS, END_HEADERS | END_STREAM, 3, GET);
                }),
                either("5.1.2 one stream too many", REFUSED, c -> {
                    for (int i = 0; i <= 128; i++) {
                        c.frame(HEADERS, END_HEADERS, 2 * i + 1, POST);
                    }
                }),
                either(
                        "5.3.1 a stream that depends on itself",
                        PROTOCOL,
                        c -> c.frame(
                                HEADERS, END_HEADERS | END_STREAM | PRIORITIZED, 1, prefixed(GET, 0, 0, 0, 1, 16))),
                closed("5.4.1 nothing is read behind a mistake", c -> {
                    c.frame(PING, 0, 0, new byte[6]);
                    c.next(GOAWAY);
                }));
    }

    private static List<Case> framesByType() {
        return List.of(
                connection("6.1 DATA on stream 0", PROTOCOL, c -> c.data(0, END_STREAM, "a")),
                connection(
                        "6.1 more padding than payload",
                        PROTOCOL,
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST)
                                .frame(DATA, END_STREAM | PADDED, 1, (byte) 6, (byte) 1)),
                connection(
                        "6.2 HEADERS on stream 0", PROTOCOL, c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 0, GET)),
                connection(
                        "6.2 more padding than head",
                        PROTOCOL,
                        c -> c.frame(HEADERS, END_HEADERS | END_STREAM | PADDED, 1, prefixed(GET, 255))),
                connection("6.3 PRIORITY on stream 0", PROTOCOL, c -> c.frame(PRIORITY, 0, 0, new byte[5])),
                either(
                        "6.3 PRIORITY of another length",
                        SIZE,
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST).frame(PRIORITY, 0, 1, new byte[4])),
                connection("6.4 RST_STREAM on stream 0", PROTOCOL, c -> c.frame(RST_STREAM, 0, 0, new byte[4])),
                connection(
                        "6.4 RST_STREAM of another length",
                        SIZE,
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST).frame(RST_STREAM, 0, 1, new byte[3])));
    }

    private static List<Case> settingsAndLater() {
        return List.of(
                connection(
                        "6.5 SETTINGS acknowledged with a payload", SIZE, c -> c.frame(SETTINGS, ACK, 0, new byte[6])),
                connection("6.5 SETTINGS on a stream", PROTOCOL, c -> c.frame(SETTINGS, 0, 1, new byte[6])),
                connection("6.5 SETTINGS of another length", SIZE, c -> c.frame(SETTINGS, 0, 0, new byte[5])),
                connection("6.5.2 ENABLE_PUSH of 2", PROTOCOL, c -> c.settings(2, 2)),
                connection("6.5.2 INITIAL_WINDOW_SIZE too large", FLOW, c -> c.settings(4, 0x80000000)),
                connection("6.5.2 MAX_FRAME_SIZE too small", PROTOCOL, c -> c.settings(5, 16_383)),
                connection("6.5.2 MAX_FRAME_SIZE too large", PROTOCOL, c -> c.settings(5, 0x1000000)),
                fine(
                        "6.5.2 an unknown setting is ignored",
                        c -> c.settings(0xff, 1).frame(PING, 0, 0, new byte[8])),
                fine("6.7 PING is answered", c -> c.frame(PING, 0, 0, new byte[8])),
                connection("6.7 PING on a stream", PROTOCOL, c -> c.frame(PING, 0, 1, new byte[8])),
                connection("6.7 PING of another length", SIZE, c -> c.frame(PING, 0, 0, new byte[6])),
                connection("6.8 GOAWAY on a stream", PROTOCOL, c -> c.frame(GOAWAY, 0, 1, new byte[8])),
                answered(
                        "6.10 a head in many frames",
                        c -> c.frame(HEADERS, END_STREAM, 1, Arrays.copyOf(GET, 5))
                                .frame(CONTINUATION, 0, 1, Arrays.copyOfRange(GET, 5, 12))
                                .frame(CONTINUATION, END_HEADERS, 1, Arrays.copyOfRange(GET, 12, GET.length))),
                connection(
                        "6.10 DATA behind CONTINUATION",
                        PROTOCOL,
                        c -> c.frame(HEADERS, 0, 1, POST)
                                .frame(CONTINUATION, 0, 1, FrameWire.block("x-a", "b"))
                                .data(1, END_STREAM, "a")),
                connection(
                        "6.10 CONTINUATION on stream 0",
                        PROTOCOL,
                        c -> c.frame(HEADERS, END_STREAM, 1, GET)
                                .frame(CONTINUATION, END_HEADERS, 0, FrameWire.block("x-a", "b"))),
                connection(
                        "6.10 CONTINUATION behind a whole head",
                        PROTOCOL,
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST)
                                .frame(CONTINUATION, END_HEADERS, 1, FrameWire.block("x-a", "b"))),
                fine(
                        "7 an unknown reason of GOAWAY",
                        c -> c.frame(GOAWAY, 0, 0, bytes(0, 0, 0, 0, 0, 0, 0, 255))
                                .frame(PING, 0, 0, new byte[8])),
                fine(
                        "7 an unknown reason of RST_STREAM",
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST)
                                .frame(RST_STREAM, 0, 1, bytes(0, 0, 0, 255))
                                .frame(PING, 0, 0, new byte[8])),
                connection(
                        "8.4 PUSH_PROMISE of a client",
                        PROTOCOL,
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST)
                                .frame(PUSH_PROMISE, END_HEADERS, 1, prefixed(GET, 0, 0, 0, 2))),
                connection(
                        "8.4 PUSH_PROMISE of a client whose head is none",
                        PROTOCOL,
                        c -> c.frame(PUSH_PROMISE, END_HEADERS, 1, prefixed(FrameWire.block("a", "b"), 0, 0, 0, 2))));
    }

    private static List<Case> windows() {
        return List.of(
                connection("6.9 no room at all for the connection", PROTOCOL, c -> c.window(0, 0)),
                either(
                        "6.9 no room at all for a stream",
                        PROTOCOL,
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST).window(1, 0)),
                connection("6.9 WINDOW_UPDATE of another length", SIZE, c -> c.frame(WINDOW_UPDATE, 0, 0, new byte[3])),
                connection(
                        "6.9.1 too much room for the connection",
                        FLOW,
                        c -> c.window(0, Integer.MAX_VALUE).window(0, Integer.MAX_VALUE)),
                either(
                        "6.9.1 too much room for a stream",
                        FLOW,
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST).window(1, Integer.MAX_VALUE)),
                either(
                        "6.9.2 too much room by settings",
                        FLOW,
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST)
                                .window(1, 100)
                                .settings(4, Integer.MAX_VALUE)),
                either("6.9.1 more data than there is room", FLOW, c -> {
                    c.frame(HEADERS, END_HEADERS, 1, FrameWire.block(call("POST", "/api", "expect", "100-continue")));
                    for (int i = 0; i < 64; i++) {
                        c.frame(DATA, 0, 1, new byte[16_384]);
                    }
                }));
    }

    private static List<Case> heads() {
        return List.of(
                either(
                        "8.1 a second head that is no end",
                        PROTOCOL,
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST).headers(1, 0, "x-a", "b")),
                malformed("8.2.1 capitals in a name", "X-A", "b"),
                malformed("8.2.1 a blank in a name", "x a", "b"),
                malformed("8.2.1 a line feed in a value", "x-a", "b\nc: d"),
                malformed("8.2.1 a carriage return in a value", "x-a", "b\rc"),
                malformed("8.2.1 NUL in a value", "x-a", "b\0c"),
                malformed("8.2.1 a blank before a value", "x-a", " b"),
                malformed("8.2.1 a blank behind a cookie", "cookie", "a=b "),
                malformed("8.2.1 a line feed in a cookie", "cookie", "a=b\nc: d"),
                malformed("8.2.1 a whole line in a cookie", "cookie", "a=b\r\ntransfer-encoding: chunked"),
                malformed("8.2.2 Connection", "connection", "close"),
                malformed("8.2.2 Transfer-Encoding", "transfer-encoding", "chunked"),
                malformed("8.2.2 TE of something else than trailers", "te", "trailers, deflate"),
                malformed("8.3.1 two hosts, of which the second is another", "host", "a", "host", "b"),
                malformed("8.3 an unknown pseudo field", ":other", "a"),
                malformed("8.3 a pseudo field of answers", ":status", "200"),
                malformed("8.3 a pseudo field behind a field", ":path", "/api"),
                malformed(
                        "8.3.1 an empty path",
                        new String[] {":method", "GET", ":scheme", "http", ":path", "", ":authority", "a"}),
                malformed("8.3.1 no method", new String[] {":scheme", "http", ":path", "/api", ":authority", "a"}),
                malformed("8.3.1 no scheme", new String[] {":method", "GET", ":path", "/api", ":authority", "a"}),
                malformed("8.3.1 no path", new String[] {":method", "GET", ":scheme", "http", ":authority", "a"}),
                malformed("8.3.1 two methods", new String[] {
                    ":method", "GET", ":method", "POST", ":scheme", "http", ":path", "/api", ":authority", "a"
                }),
                malformed("RFC 8441 4 a protocol that was not agreed", new String[] {
                    ":method", "GET", ":scheme", "http", ":path", "/api", ":authority", "a", ":protocol", "websocket"
                }),
                malformed(
                        "8.3.1 a scheme with a blank",
                        new String[] {":method", "GET", ":scheme", "http ", ":path", "/api", ":authority", "a"}),
                malformed(
                        "8.3.1 a scheme that a blank parts",
                        new String[] {":method", "GET", ":scheme", "h tp", ":path", "/api", ":authority", "a"}),
                malformed("8.3.1 a path with a blank", new String[] {
                    ":method", "GET", ":scheme", "http", ":path", "/api HTTP/1.1", ":authority", "a"
                }),
                malformed("8.1.1 two lengths", "content-length", "1", "content-length", "2"),
                either(
                        "8.1.1 less than the length",
                        PROTOCOL,
                        c -> c.headers(1, 0, call("POST", "/api", "content-length", "5"))
                                .data(1, END_STREAM, "four")),
                either(
                        "8.3 a pseudo field in trailers",
                        PROTOCOL,
                        c -> c.frame(HEADERS, END_HEADERS, 1, POST).headers(1, END_STREAM, ":method", "GET")));
    }

    private static List<Case> compression() {
        return List.of(
                connection(
                        "RFC 7541 2.3.3 an index that is nowhere",
                        COMPRESSION,
                        c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, prefixed(GET, 0x80 | 70))),
                connection(
                        "RFC 7541 4.2 a new size behind fields",
                        COMPRESSION,
                        c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, followed(GET, 0x20))),
                connection(
                        "RFC 7541 5.2 padding that is no end of Huffman's code",
                        COMPRESSION,
                        c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, followed(GET, 0, 1, 'x', 0x81, 0x00))),
                connection(
                        "RFC 7541 6.1 index 0",
                        COMPRESSION,
                        c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, prefixed(GET, 0x80))),
                connection(
                        "RFC 7541 6.3 a size beyond what was agreed",
                        COMPRESSION,
                        c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, prefixed(GET, 0x3f, 0xe2, 0x1f))));
    }

    private static List<Case> floods() {
        Consumer<FrameWire> begin = c -> c.frame(HEADERS, END_HEADERS, 1, POST);
        return List.of(
                flood(
                        "streams that are reset at once",
                        1_000,
                        (c, i) -> c.frame(HEADERS, END_HEADERS, 2 * i + 1, POST)
                                .frame(RST_STREAM, 0, 2 * i + 1, bytes(0, 0, 0, 8))),
                flood(
                        "mistakes that make us reset streams",
                        1_000,
                        (c, i) -> c.frame(HEADERS, END_HEADERS, 2 * i + 1, POST).window(2 * i + 1, 0)),
                flood(
                        "heads without an end",
                        c -> c.frame(HEADERS, END_STREAM, 1, GET),
                        1_000,
                        (c, i) -> c.frame(CONTINUATION, 0, 1, FrameWire.block("x-" + i, "a"))),
                flood("empty frames of data", begin, 1_000, (c, _) -> c.frame(DATA, 0, 1)),
                flood("data that is padding alone", begin, 1_000, (c, _) -> c.frame(DATA, PADDED, 1, (byte) 0)),
                flood("room in crumbs", begin, 200_000, (c, _) -> c.window(1, 1)),
                flood("priorities", 200_000, (c, i) -> c.frame(PRIORITY, 0, 2 * i + 1, bytes(0, 0, 0, 0, 16))),
                flood("pings", 200_000, (c, _) -> c.frame(PING, 0, 0, new byte[8])),
                flood("answers to pings", 200_000, (c, _) -> c.frame(PING, ACK, 0, new byte[8])),
                flood(
                        "answers to pings behind packed heads",
                        c -> c.packedHeads(60),
                        200_000,
                        (c, _) -> c.frame(PING, ACK, 0, new byte[8])),
                flood("frames of an unknown type", 200, (c, _) -> c.frame(0x16, 0, 0, new byte[16_384])),
                flood("settings", 200_000, (c, _) -> c.settings(0xff, 1)));
    }

    private static Case fine(String name, Consumer<FrameWire> sends) {
        return new Case(name, sends, "pong");
    }

    private static Case answered(String name, Consumer<FrameWire> sends) {
        return new Case(name, sends, "answered 200");
    }

    private static Case closed(String name, Consumer<FrameWire> sends) {
        return new Case(name, sends, "closed");
    }

    /// A mistake that ends the connection.
    private static Case connection(String name, int error, Consumer<FrameWire> sends) {
        return new Case(name, sends, "goAway " + error, "closed");
    }

    /// A mistake that ends the stream, or the connection.
    private static Case either(String name, int error, Consumer<FrameWire> sends) {
        return new Case(name, sends, "reset " + error, "goAway " + error, "closed");
    }

    private static Case either(String name, int error, int other, Consumer<FrameWire> sends) {
        return new Case(name, sends, "reset " + error, "goAway " + error, "reset " + other, "goAway " + other);
    }

    private static Case malformed(String name, String field, String... rest) {
        String[] more = new String[rest.length + 1];
        more[0] = field;
        System.arraycopy(rest, 0, more, 1, rest.length);
        return malformed(name, call("POST", "/api", more));
    }

    private static Case malformed(String name, String[] fields) {
        return new Case(name, c -> c.headers(1, END_STREAM, fields), "reset " + PROTOCOL);
    }

    private static Case flood(String name, int times, ObjIntConsumer<FrameWire> sends) {
        return flood(name, _ -> {}, times, sends);
    }

    private static Case flood(String name, Consumer<FrameWire> begin, int times, ObjIntConsumer<FrameWire> sends) {
        Consumer<FrameWire> all = begin.andThen(c -> {
            for (int i = 0; i < times; i++) {
                sends.accept(c, i);
            }
        });
        return new Case("flood: " + name, all, "goAway " + CALM, "closed");
    }

    private static byte[] prefixed(byte[] block, int... before) {
        byte[] all = Arrays.copyOf(bytes(before), before.length + block.length);
        System.arraycopy(block, 0, all, before.length, block.length);
        return all;
    }

    private static byte[] followed(byte[] block, int... behind) {
        byte[] all = Arrays.copyOf(block, block.length + behind.length);
        System.arraycopy(bytes(behind), 0, all, block.length, behind.length);
        return all;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    record Case(String name, Consumer<FrameWire> sends, List<String> outcomes) {
        Case(String name, Consumer<FrameWire> sends, String... outcomes) {
            this(name, sends, List.of(outcomes));
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
