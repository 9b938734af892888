package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that are no good request, over real sockets: what the client gets, that it is closed where the rule says
/// so, and that no byte reaches the target (http HT1 to HT13).
class RequestFramingTest {
    private static final String HOST = "Host: a\r\n";
    private static final String KEY = "x-api-key: good-key\r\n";
    private static final String GET = "GET /api/x HTTP/1.1\r\n" + HOST + KEY;
    private static final String POST = "POST /api/x HTTP/1.1\r\n" + HOST + KEY;
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

    private static RawTarget target;
    private static Running gateway;

    @BeforeAll
    static void start() {
        target = RawTarget.answering(RawTarget.OK);
        gateway = Running.before(target);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        target.close();
    }

    static Stream<Arguments> refusedAndClosed() {
        return Stream.of(requestLines(), hosts(), limits(), fields(), lengths(), codings())
                .flatMap(Function.identity());
    }

    private static Stream<Arguments> requestLines() {
        return Stream.of(
                refused("HT1", "bare LF behind the request line", 400, "GET /api/x HTTP/1.1\n" + HOST + "\r\n"),
                refused("HT1", "bare LF behind a field", 400, "GET /api/x HTTP/1.1\r\nHost: a\n\r\n"),
                refused("HT1", "bare LF as the empty line", 400, GET + "\n"),
                refused("HT1", "bare CR in the request line", 400, "GET /api/x\r HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HT1", "a blank before the method", 400, " GET /api/x HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HT1", "two blanks before the target", 400, "GET  /api/x HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HT1", "two blanks before the version", 400, "GET /api/x  HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HT1", "a tab for a blank", 400, "GET\t/api/x HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HT1", "a blank behind the version", 400, "GET /api/x HTTP/1.1 \r\n" + HOST + "\r\n"),
                refused("HT1", "two empty lines first", 400, "\r\n\r\n" + GET + "\r\n"),
                refused("HT1", "a method that is no token", 400, "G(T /api/x HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HT1", "no method", 400, "/api/x HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HT1", "HTTP/0.9", 400, "GET /api/x\r\n"),
                refused("HT1", "the version in lower case", 400, "GET /api/x http/1.1\r\n" + HOST + "\r\n"),
                refused("HT1", "a version with two minor digits", 400, "GET /api/x HTTP/1.10\r\n" + HOST + "\r\n"),
                refused("HT1", "no digit in the version", 400, "GET /api/x HTTP/1.x\r\n" + HOST + "\r\n"),
                refused("HT1", "HTTP/2.0", 505, "GET /api/x HTTP/2.0\r\n" + HOST + "\r\n"),
                refused("HT1", "HTTP/0.8", 505, "GET /api/x HTTP/0.8\r\n" + HOST + "\r\n"),
                refused("HT1", "the preface of HTTP/2", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    }

    private static Stream<Arguments> hosts() {
        return Stream.of(
                refused("HT2", "NUL in the target", 400, "GET /api/\0x HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HT6", "CONNECT", 405, "CONNECT a:443 HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HT7", "no Host", 400, "GET /api/x HTTP/1.1\r\n\r\n"),
                refused("HT7", "two equal Host lines", 400, GET + HOST + "\r\n"),
                refused("HT7", "two Host lines that differ", 400, GET + "Host: b\r\n\r\n"),
                refused("HT7", "an empty Host", 400, "GET /api/x HTTP/1.1\r\nHost:\r\n\r\n"),
                refused("HT7", "a list as Host", 400, "GET /api/x HTTP/1.1\r\nHost: a,b\r\n\r\n"),
                refused("HT7", "a blank inside Host", 400, "GET /api/x HTTP/1.1\r\nHost: a b\r\n\r\n"),
                refused("HT7", "user info in Host", 400, "GET /api/x HTTP/1.1\r\nHost: u@a\r\n\r\n"),
                refused("HT7", "a path in Host", 400, "GET /api/x HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                refused("HT7", "a port that is no number", 400, "GET /api/x HTTP/1.1\r\nHost: a:8x\r\n\r\n"),
                refused("HT7", "a port that is too large", 400, "GET /api/x HTTP/1.1\r\nHost: a:65536\r\n\r\n"),
                refused("HT7", "a broken IPv6 address", 400, "GET /api/x HTTP/1.1\r\nHost: [::1\r\n\r\n"),
                refused(
                        "HT7",
                        "a bad Host beside an absolute target",
                        400,
                        "GET http://a/api/x HTTP/1.1\r\nHost: a b\r\n\r\n"));
    }

    private static Stream<Arguments> limits() {
        return Stream.of(
                refused(
                        "HT8",
                        "a request line of more than 8 KiB",
                        414,
                        "GET /api/" + "x".repeat(8192) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HT8", "a request line without an end", 414, "GET /api/" + "x".repeat(9000)),
                refused("HT8", "101 fields", 431, GET + "a: b\r\n".repeat(99) + "\r\n"),
                refused(
                        "HT8",
                        "fields of more than 32 KiB",
                        431,
                        GET + ("a: " + "b".repeat(4000) + "\r\n").repeat(9) + "\r\n"),
                refused("HT8", "a field without an end", 431, GET + "a: " + "b".repeat(33_000)),
                refused(
                        "HT8",
                        "an extension of more than 256 bytes",
                        400,
                        CHUNKED + "1;" + "e".repeat(257) + "\r\nx\r\n0\r\n\r\n"),
                refused(
                        "HT8",
                        "trailers of more than 8 KiB",
                        400,
                        CHUNKED + "1\r\nx\r\n0\r\n" + ("a: " + "b".repeat(3000) + "\r\n").repeat(3) + "\r\n"));
    }

    private static Stream<Arguments> fields() {
        return Stream.of(
                refused("HT10", "a blank before the colon", 400, GET + "a : b\r\n\r\n"),
                refused("HT10", "an empty name", 400, GET + ": b\r\n\r\n"),
                refused("HT10", "a line without a colon", 400, GET + "ab\r\n\r\n"),
                refused("HT10", "a folded line", 400, GET + "a: b\r\n c\r\n\r\n"),
                refused("HT10", "a first field that is folded", 400, "GET /api/x HTTP/1.1\r\n Host: a\r\n\r\n"),
                refused("HT10", "a name that is no token", 400, GET + "a(b: c\r\n\r\n"),
                refused("HT10", "a byte beyond ASCII in a name", 400, GET + "\u00e4: c\r\n\r\n"),
                refused("HT10", "NUL in a value", 400, GET + "a: b\0c\r\n\r\n"),
                refused("HT10", "CR in a value", 400, GET + "a: b\rc\r\n\r\n"),
                refused("HT10", "DEL in a value", 400, GET + "a: b\u007fc\r\n\r\n"),
                refused(
                        "HT17",
                        "two Authorization lines",
                        400,
                        GET + "Authorization: Basic YTpi\r\nAuthorization: Basic YTpi\r\n\r\n"));
    }

    private static Stream<Arguments> lengths() {
        return Stream.of(
                refused("HT11", "a list", 400, POST + "Content-Length: 1, 1\r\n\r\nx"),
                refused("HT11", "two equal lines", 400, POST + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx"),
                refused(
                        "HT11",
                        "two lines that differ",
                        400,
                        POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
                refused("HT11", "a plus sign", 400, POST + "Content-Length: +1\r\n\r\nx"),
                refused("HT11", "a minus sign", 400, POST + "Content-Length: -1\r\n\r\nx"),
                refused("HT11", "an empty value", 400, POST + "Content-Length:\r\n\r\nx"),
                refused("HT11", "hexadecimal digits", 400, POST + "Content-Length: 0x1\r\n\r\nx"),
                refused("HT11", "more than 63 bits", 400, POST + "Content-Length: 9223372036854775808\r\n\r\nx"),
                refused(
                        "HT11",
                        "beside Transfer-Encoding",
                        400,
                        POST + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"));
    }

    private static Stream<Arguments> codings() {
        return Stream.of(
                refused(
                        "HT12",
                        "two lines",
                        400,
                        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                refused("HT12", "chunked twice", 400, POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
                refused(
                        "HT12",
                        "chunked, then another",
                        400,
                        POST + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
                refused("HT12", "identity", 400, POST + "Transfer-Encoding: identity\r\n\r\n"),
                refused(
                        "HT12",
                        "a coding that only ends like chunked",
                        400,
                        POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                refused(
                        "HT12",
                        "a vertical tab before chunked",
                        400,
                        POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
                refused("HT12", "an empty value", 400, POST + "Transfer-Encoding:\r\n\r\n0\r\n\r\n"),
                refused(
                        "HT12",
                        "an empty member before chunked",
                        400,
                        POST + "Transfer-Encoding: ,chunked\r\n\r\n0\r\n\r\n"),
                refused(
                        "HT12",
                        "in HTTP/1.0",
                        400,
                        "POST /api/x HTTP/1.0\r\n" + KEY + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                refused(
                        "HT12",
                        "gzip before a final chunked",
                        501,
                        POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("refusedAndClosed")
    void refusesAndCloses(String rule, String what, int status, String bytes) throws Exception {
        try (Wire wire = gateway.connect()) {
            Wire.Answer answer = wire.send(bytes).readAnswer();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.field("Connection")).isEqualTo("close");
            assertThat(answer.field("Turnpike-Decision")).hasSize(26);
            assertThat(answer.field("x-request-id")).isNotNull();
            assertThat(answer.field("Date")).isNotNull();
            assertThat(answer.body()).contains("\"errorcode\":\"protocol.http.");
            assertThat(wire.isEnded()).isTrue();
        }
        assertThat(target.unasked()).isZero();
    }

    static Stream<Arguments> chunksThatAreNone() {
        return Stream.of(
                        "x\r\n",
                        "\r\n",
                        ";e\r\n",
                        "-1\r\n",
                        "0x1\r\nx\r\n0\r\n\r\n",
                        " 1\r\nx\r\n0\r\n\r\n",
                        "1 \r\nx\r\n0\r\n\r\n",
                        "1\nx\r\n0\r\n\r\n",
                        "1\rx\r\n0\r\n\r\n",
                        "1\r\nxx\r\n0\r\n\r\n",
                        "1\r\nx\n0\r\n\r\n",
                        "1;a\nb\r\nx\r\n0\r\n\r\n",
                        "1;a\0b\r\nx\r\n0\r\n\r\n",
                        "1000000000000000\r\nx",
                        "1\r\nx\r\n0\r\n\n",
                        "1\r\nx\r\n0\r\na : b\r\n\r\n",
                        "1\r\nx\r\n0\r\na: b\r\n c\r\n\r\n",
                        "1\r\nx\r\n0\r\na: b\0\r\n\r\n")
                .map(Arguments::of);
    }

    @ParameterizedTest(name = "HT13 {index}")
    @MethodSource("chunksThatAreNone")
    void endsTheExchangeOverABadChunk(String chunks) throws Exception {
        try (Wire wire = gateway.connect()) {
            Wire.Answer answer = wire.send(CHUNKED + chunks).readAnswer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
        }
        assertThat(target.unasked())
                .as("requests that the target read to their end")
                .isZero();
    }

    static Stream<Arguments> refusedAndKept() {
        return Stream.of(
                refused("HT2", "# in the path", 400, get("/api/x#y")),
                refused("HT2", "# in the query", 400, get("/api/x?a=#y")),
                refused("HT2", "a byte beyond ASCII", 400, get("/api/\u00e4")),
                refused("HT2", "a byte beyond ASCII in the query", 400, get("/api/x?\u00e4")),
                refused("HT2", "a backslash", 400, get("/api/a\\b")),
                refused("HT2", "an encoded backslash", 400, get("/api/a%5Cb")),
                refused("HT2", "an encoded NUL", 400, get("/api/a%00b")),
                refused("HT2", "an encoded control byte", 400, get("/api/a%0ab")),
                refused("HT3", "a dot segment", 400, get("/api/../x")),
                refused("HT3", "an encoded dot segment", 400, get("/api/%2e%2E/x")),
                refused("HT3", "a dot segment with a parameter", 400, get("/api/..;a/x")),
                refused("HT3", "a dot segment behind an encoded slash", 400, get("/api/a%2f..%2fb")),
                refused("E6", "a malformed escape", 400, get("/api/%zz")),
                refused("E8", "101 segments", 400, get("/api" + "/x".repeat(100))),
                refused("HT5", "another scheme", 400, get("ftp://a/api/x")),
                refused("HT5", "user info in an absolute target", 400, get("http://u@a/api/x")),
                refused("HT5", "an absolute target without a host", 400, get("http:///api/x")),
                refused("HT5", "a relative target", 400, get("api/x")),
                refused("HT5", "* with GET", 400, get("*")),
                refused("HT5", "OPTIONS *", 404, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused("HT6", "TRACE", 405, "TRACE /api/x HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused("HT25", "an expectation that nobody knows", 417, GET + "Expect: a-miracle\r\n\r\n"),
                refused("P3", "a path that no proxy has", 404, get("/none")),
                refused("P3", "a reserved path", 404, get("/.turnpike/test/quota")));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("refusedAndKept")
    void refusesAndGoesOn(String rule, String what, int status, String bytes) throws Exception {
        try (Wire wire = gateway.connect()) {
            Wire.Answer refused = wire.send(bytes).readAnswer();
            Wire.Answer next = wire.send(GET + "\r\n").readAnswer();

            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.field("Allow") != null).isEqualTo(status == 405);
            assertThat(next.status()).isEqualTo(200);
        }
        assertThat(target.request()).startsWith("GET /x ");
        assertThat(target.unasked()).isZero();
    }

    static Stream<Arguments> passing() {
        return Stream.concat(passingHeads(), passingBodies());
    }

    private static Stream<Arguments> passingHeads() {
        return Stream.of(
                passes("HT1", "one empty line first", "\r\n" + GET + "\r\n", "GET /x HTTP/1.1"),
                passes(
                        "HT1",
                        "a higher minor version",
                        "GET /api/x HTTP/1.7\r\n" + HOST + KEY + "\r\n",
                        "GET /x HTTP/1.1"),
                passes("HT1", "HTTP/1.0", "GET /api/x HTTP/1.0\r\n" + KEY + "\r\n", "GET /x HTTP/1.1"),
                passes(
                        "HT1",
                        "a method that nobody knows",
                        "BREW /api/x HTTP/1.1\r\n" + HOST + KEY + "\r\n",
                        "BREW /x HTTP/1.1"),
                passes(
                        "HT2",
                        "a query that is no good encoding",
                        head("/api/x?a=%zz&b=%"),
                        "GET /x?a=%zz&b=% HTTP/1.1"),
                passes("HT3", "an encoded slash", head("/api/a%2Fb"), "GET /a%2Fb HTTP/1.1"),
                passes("HT3", "dots that are no dot segment", head("/api/..a/...?.."), "GET /..a/...?.. HTTP/1.1"),
                passes("HT4", "odd but good bytes", head("/api//%7eA;b=c/%E4/"), "GET //%7eA;b=c/%E4/ HTTP/1.1"),
                passes("HT5", "an absolute target", head("http://b.example/api/x?y"), "GET /x?y HTTP/1.1"),
                passes(
                        "HT5",
                        "an absolute target in capitals",
                        head("HTTPS://b.example:8443/api/x"),
                        "GET /x HTTP/1.1"),
                passes(
                        "HT7",
                        "an IPv6 address",
                        "GET /api/x HTTP/1.1\r\nHost: [2001:db8::1]:8080\r\n" + KEY + "\r\n",
                        "GET /x HTTP/1.1"),
                passes(
                        "HT8",
                        "a request line of 8 KiB",
                        head("/api/" + "x".repeat(8192 - 18)),
                        "GET /" + "x".repeat(8192 - 18) + " HTTP/1.1"),
                passes("HT8", "100 fields", GET + "a: b\r\n".repeat(98) + "\r\n", "a: b"));
    }

    private static Stream<Arguments> passingBodies() {
        return Stream.of(
                passes("HT10", "blanks around a value", GET + "a:\t b c \t\r\n\r\n", "a: b c"),
                passes("HT10", "an empty value", GET + "a:\r\n\r\n", "a: "),
                passes("HT10", "bytes beyond ASCII in a value", GET + "a: \u00e4\u00ff\r\n\r\n", "a: \u00e4\u00ff"),
                passes("HT11", "a length", POST + "Content-Length: 3\r\n\r\nabc", "\r\n\r\nabc"),
                passes("HT11", "leading zeros", POST + "Content-Length: 003\r\n\r\nabc", "Content-Length: 3\r\n"),
                passes(
                        "HT12",
                        "chunked in capitals",
                        POST + "Transfer-Encoding: CHUNKED\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                        "\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
                passes(
                        "HT13",
                        "extensions are dropped",
                        CHUNKED + "3;a=b;c=\"d\"\r\nabc\r\n0;e\r\n\r\n",
                        "\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
                passes(
                        "HT13",
                        "sizes in capitals and with zeros",
                        CHUNKED + "00A\r\n0123456789\r\n0\r\n\r\n",
                        "\r\n\r\na\r\n0123456789\r\n0\r\n\r\n"),
                passes(
                        "HT14",
                        "trailers",
                        CHUNKED + "1\r\nx\r\n0\r\nChecksum: 1\r\n\r\n",
                        "\r\n0\r\nChecksum: 1\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("passing")
    void passesOn(String rule, String what, String bytes, String seen) throws Exception {
        assertThat(gateway.exchange(bytes).status()).isEqualTo(200);
        assertThat(target.request()).contains(seen);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("passing")
    void passesOnWhatComesByteByByte(String rule, String what, String bytes, String seen) throws Exception {
        try (Wire wire = gateway.connect()) {
            for (int i = 0; i < Math.min(bytes.length(), 300); i++) {
                wire.send(bytes.substring(i, i + 1));
            }
            wire.send(bytes.substring(Math.min(bytes.length(), 300)));

            assertThat(wire.readAnswer().status()).isEqualTo(200);
        }
        assertThat(withOneChunk(target.request())).contains(seen);
    }

    /// A request whose chunks, however many came, are one: where they are cut depends on how the bytes arrive.
    private static String withOneChunk(String request) {
        int body = request.indexOf("\r\n\r\n") + 4;
        if (!request.contains("Transfer-Encoding: chunked") || request.startsWith("0\r\n", body)) {
            return request;
        }
        StringBuilder data = new StringBuilder();
        int at = body;
        while (!request.startsWith("0\r\n", at)) {
            int length = Integer.parseInt(request.substring(at, request.indexOf("\r\n", at)), 16);
            int start = request.indexOf("\r\n", at) + 2;
            data.append(request, start, start + length);
            at = start + length + 2;
        }
        return request.substring(0, body) + Integer.toHexString(data.length()) + "\r\n" + data + "\r\n"
                + request.substring(at);
    }

    @ParameterizedTest(name = "HT14 {0}")
    @MethodSource("trailersThatStay")
    void dropsTrailersThatFrameRouteOrIdentify(String trailer) throws Exception {
        gateway.exchange(POST + "Connection: Mine\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n" + trailer
                + ": 1\r\nkept: 1\r\n\r\n");

        assertThat(target.request()).endsWith("\r\n0\r\nkept: 1\r\n\r\n");
    }

    static List<String> trailersThatStay() {
        return List.of(
                "Content-Length",
                "Transfer-Encoding",
                "Host",
                "Trailer",
                "Connection",
                "Keep-Alive",
                "TE",
                "mine",
                "Authorization",
                "x-api-key",
                "X_Api_Key",
                "X-Forwarded-For",
                "Cookie",
                "Content-Type",
                "Max-Forwards");
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n";
    }

    private static String head(String path) {
        return "GET " + path + " HTTP/1.1\r\n" + HOST + KEY + "\r\n";
    }

    private static Arguments refused(String rule, String what, int status, String bytes) {
        return Arguments.of(rule, what, status, bytes);
    }

    private static Arguments passes(String rule, String what, String bytes, String seen) {
        return Arguments.of(rule, what, bytes, seen);
    }
}
