package io.turnpike.http;

import static io.turnpike.http.Served.MAX_BODY;
import static io.turnpike.http.Served.open;
import static io.turnpike.http.Served.said;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyTest {
    private static final String HEAD = "POST /size HTTP/1.1\r\nHost: t\r\n";
    private Served served;

    @BeforeAll
    void start() {
        served = Served.with(
                open("POST", "/size", call -> said(call.hasBody() + " " + call.body().length)),
                open("POST", "/ignore", call -> said("ignored")),
                open("POST", "/large", call -> said("" + call.body(2 * MAX_BODY).length)),
                open("POST", "/stream", call -> said("" + counted(call.stream()))),
                open("POST", "/json", call -> Reply.json(200, call.json())));
    }

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void readsABodyOfTheLargestSize() {
        assertThat(served.post("/size", "x".repeat(MAX_BODY)).body()).isEqualTo("true " + MAX_BODY);
    }

    @Test
    void readsAChunkedBodyOfTheLargestSize() {
        assertThat(sendChunked(MAX_BODY)).isEqualTo("200 true " + MAX_BODY);
    }

    @Test
    void refusesAChunkedBodyOneByteLarger() {
        assertThat(sendChunked(MAX_BODY + 1)).startsWith("413 ");
    }

    @Test
    void readsABodyUnderALimitOfTheRoutesOwn() {
        assertThat(served.post("/large", "x".repeat(2 * MAX_BODY)).body()).isEqualTo("" + 2 * MAX_BODY);
        assertThat(served.post("/large", "x".repeat(2 * MAX_BODY + 1)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void streamsABodyOfAnyLength() {
        assertThat(served.post("/stream", "x".repeat(5 * MAX_BODY)).body()).isEqualTo("" + 5 * MAX_BODY);
        assertThat(served.post("/stream", "").body()).isEqualTo("0");
    }

    @Test
    void doesNotReadABodyTwice() {
        var body = new Body(2, 4, () -> new ByteArrayInputStream(new byte[2]));
        body.stream();

        assertThatThrownBy(body::stream).hasMessageContaining("Malformed");
        assertThatThrownBy(body::bytes).hasMessageContaining("Malformed");
    }

    @Test
    void neverTakesWhatIsLeftOfATooLargeBodyForAWholeOne() {
        var stream = new ByteArrayInputStream(new byte[8]);
        var body = new Body(-1, 4, () -> stream);

        assertThatThrownBy(body::bytes).hasMessageContaining("TooLarge");
        assertThatThrownBy(body::bytes).hasMessageContaining("Malformed");
        assertThat(body.endsConnection()).isTrue();
    }

    @Test
    void refusesALongerBodyByItsAnnouncedLengthAndCloses() throws IOException {
        try (var socket = served.connect()) {
            String head = HEAD + "Content-Length: " + (MAX_BODY + 1) + "\r\nExpect: 100-continue\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(answer).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void answersAClientThatStillSendsTooMuch() {
        assertThat(served.post("/size", "x".repeat(MAX_BODY + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    void neverTakesTheRestOfABodyForARequest() {
        String smuggled = "POST /ignore HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n";
        String tooLong = HEAD + "Content-Length: " + (MAX_BODY + 1) + "\r\n\r\n" + smuggled;
        String unread = "POST /nothing HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + smuggled;

        assertThat(served.raw(tooLong)).startsWith("HTTP/1.1 413 ").doesNotContain("ignored");
        assertThat(served.raw(unread)).startsWith("HTTP/1.1 404 ").doesNotContain("ignored");
    }

    @Test
    void closesWhereTheClientAsksForIt() throws IOException {
        try (var socket = served.connect()) {
            String request = HEAD + "Connection: close\r\nContent-Length: 5\r\n\r\nhello";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));

            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .endsWith("true 5");
        }
    }

    @Test
    void goesOnWithTheConnectionAfterAnUnreadSmallBody() {
        String request = "POST /ignore HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello";

        assertThat(served.raw(request + request).split("ignored", -1)).hasSize(3);
    }

    @Test
    void letsAClientWaitForTheGoAhead() {
        var request = served.to("/size").expectContinue(true).POST(BodyPublishers.ofString("hello"));

        assertThat(served.send(request).body()).isEqualTo("true 5");
    }

    @Test
    void tellsAnEmptyBodyFromNone() {
        assertThat(served.post("/size", "").body()).isEqualTo("false 0");
        assertThat(sendChunked(0)).isEqualTo("200 false 0");
    }

    @Test
    void neverTakesABodyThatBreaksOffForAWholeOne() {
        assertThat(served.raw(HEAD + "Content-Length: 10\r\n\r\nhello")).doesNotContain("HTTP/1.1 200");
        assertThat(served.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"))
                .doesNotContain("HTTP/1.1 200");
    }

    @Test
    void refusesFramingThatTwoReadersMayReadDifferently() {
        String both = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        assertThat(served.raw(HEAD + both)).startsWith("HTTP/1.1 400 ").contains("application/json");
        assertThat(served.raw(HEAD + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(served.raw(HEAD + "Content-Length: -1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(served.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void answersWhatItCannotReadInJson() {
        assertThat(served.raw("GET / HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: application/json\r\n");
        assertThat(served.raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: t\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(served.raw("GET / HTTP/1.1\r\nHost: t\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void parsesJsonWhateverItsMediaType() {
        var answer = served.post("/json", "{\"b\":1,\"a\":[]}", "Content-Type", "application/octet-stream");

        assertThat(answer.body()).isEqualTo("{\"b\":1,\"a\":[]}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void answersMalformedJsonWith400AndWithoutRepeatingIt() {
        var answer = served.post("/json", "{\"secret\": s3cret}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).contains("line 1, column").doesNotContain("s3cret");
    }

    private String sendChunked(int size) {
        var opened = new AtomicBoolean();
        var answer = served.send(served.to("/size").POST(BodyPublishers.ofInputStream(() -> {
            opened.set(true);
            return new ByteArrayInputStream(new byte[size]);
        })));
        assertThat(opened).isTrue();
        return answer.statusCode() + " " + answer.body();
    }

    private static long counted(InputStream stream) {
        try (stream) {
            return stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
