package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.usage.Ended;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of the answers of targets, good and bad (http HT15, HT20 to HT23).
class AnswerTest {
    private static final String GET = "GET /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n";
    private static final String HEAD = "HEAD /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n";
    private static final String OLD = "GET /api/x HTTP/1.0\r\nx-api-key: good-key\r\n\r\n";

    static Stream<Arguments> flawed() {
        return Stream.of(
                flawed("no status line", "hello\r\n\r\n"),
                flawed("another version", "HTTP/2.0 200 OK\r\n\r\n"),
                flawed("a higher minor version", "HTTP/1.2 200 OK\r\n\r\n"),
                flawed("a status of two digits", "HTTP/1.1 20 OK\r\n\r\n"),
                flawed("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"),
                flawed("a status below 100", "HTTP/1.1 099 OK\r\n\r\n"),
                flawed("a status above 599", "HTTP/1.1 600 OK\r\n\r\n"),
                flawed("two blanks", "HTTP/1.1  200 OK\r\n\r\n"),
                flawed("a bare LF", "HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n"),
                flawed("NUL in the reason", "HTTP/1.1 200 O\0K\r\nContent-Length: 0\r\n\r\n"),
                flawed("a folded line", "HTTP/1.1 200 OK\r\na: b\r\n c\r\nContent-Length: 0\r\n\r\n"),
                flawed("a blank before a colon", "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n"),
                flawed("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n"),
                flawed("a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"),
                flawed(
                        "both framings",
                        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                flawed("a coding under 1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                flawed("another coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                flawed("101 fields", "HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(101) + "\r\n"),
                flawed("a huge head", "HTTP/1.1 200 OK\r\na: " + "b".repeat(40_000) + "\r\n\r\n"),
                flawed("101 that nobody asked for", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"),
                flawed("nine interim answers", "HTTP/1.1 102 Wait\r\n\r\n".repeat(9) + RawTarget.OK),
                flawed("half a head", "HTTP/1.1 200 OK\r\nContent-"),
                flawed("nothing", ""));
    }

    @ParameterizedTest(name = "HT20 {0}")
    @MethodSource("flawed")
    void answers502(String what, String bytes) throws Exception {
        try (RawTarget target = once(bytes);
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            Wire.Answer answer = wire.send(GET).readAnswer();
            while (answer.status() == 102) {
                answer = wire.readAnswer();
            }

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).contains("messaging.adaptors.http.flow.BadGateway");
            assertThat(answer.field("Connection")).isNull();
        }
    }

    static Stream<Arguments> cut() {
        return Stream.of(
                flawed("inside a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc"),
                flawed("inside a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc"),
                flawed("before the last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
                flawed(
                        "inside the trailers",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nx: y\r\n"),
                flawed("over a bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n"));
    }

    @ParameterizedTest(name = "HT23 cut {0}")
    @MethodSource("cut")
    void neverLetsACutAnswerLookWhole(String what, String bytes) throws Exception {
        for (String request : new String[] {GET, OLD}) {
            try (RawTarget target = once(bytes);
                    Running gateway = Running.before(target);
                    Wire wire = gateway.connect()) {
                wire.send(request);

                assertThatThrownBy(() -> wire.readAnswer()).isInstanceOf(IOException.class);
                Ended ended = gateway.usage.nextEnded();
                assertThat(ended.outcome()).isEqualTo(Ended.Outcome.TARGET_GONE);
                assertThat(ended.status()).isEqualTo(200);
            }
        }
    }

    @Test
    @DisplayName("HT23: without a length, a reset of the target is a cut and a FIN the end")
    void tellsAResetFromAnEnd() throws Exception {
        String head = "HTTP/1.1 200 OK\r\n\r\nabc";
        try (RawTarget target = once(head);
                Running gateway = Running.before(target)) {
            Wire.Answer answer = gateway.exchange(GET);
            assertThat(answer.field("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(answer.body()).isEqualTo("abc");
            assertThat(gateway.exchange(OLD).body()).isEqualTo("abc");
        }
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readRequest());
                    wire.send(head);
                    wire.readHead();
                    wire.reset();
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(GET);
            assertThat(wire.readHead()).contains("200");
            assertThat(wire.read(8)).isEqualTo("3\r\nabc\r\n");
            target.breakAll();

            assertThatThrownBy(wire::readAll).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest(name = "HT22 {0} has no body")
    @ValueSource(strings = {"204 No Content", "304 Not Modified"})
    void sendsNoBody(String status) throws Exception {
        try (RawTarget target = RawTarget.answering("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\n");
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                Wire.Answer answer = wire.send(GET).readAnswer();
                assertThat(answer.head()).startsWith("HTTP/1.1 " + status + "\r\n");
                assertThat(answer.field("Content-Length")).isEqualTo(status.startsWith("204") ? null : "5");
                assertThat(answer.field("Transfer-Encoding")).isNull();
            }
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("HT22: HEAD is answered with the length and without the body, by a target and by us")
    void answersHeadWithoutABody() throws Exception {
        try (RawTarget target = RawTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                wire.send(HEAD);
                assertThat(wire.readHead()).contains("Content-Length: 5\r\n");
            }
            wire.send("HEAD /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: bad\r\n\r\n");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 401 ").doesNotContain("Content-Length: 0");
            wire.send(HEAD);
            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    @DisplayName("HT22: bytes behind an answer close that connection, and reach nobody")
    void dropsWhatComesBehindAnAnswer() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            assertThat(wire.send(GET).readAnswer().body()).isEqualTo("ok");
            assertThat(wire.send(GET).readAnswer().body()).isEqualTo("ok");
            assertThat(target.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("HT15, HT16: fields of the hop and ours are the target's no more")
    void replacesFieldsOfTheHop() throws Exception {
        try (RawTarget target = RawTarget.answering(
                        "HTTP/1.1 299 Fine thing\r\nContent-Length: 2\r\nConnection: keep-alive, X-Mine\r\nX-Mine: 1\r\n"
                                + "Keep-Alive: timeout=1\r\nUpgrade: h2\r\nTurnpike-Decision: evil\r\nx-request-id: evil\r\nDate: then\r\nSet-Cookie: a\r\nSet-Cookie: b\u00e4\r\n\r\nok");
                Running gateway = Running.before(target)) {
            String head = gateway.exchange(GET).head();

            assertThat(head)
                    .startsWith("HTTP/1.1 299 Fine thing\r\n")
                    .contains("Date: then\r\n", "Set-Cookie: a\r\nSet-Cookie: b\u00e4\r\n")
                    .doesNotContain("X-Mine", "Keep-Alive", "Upgrade", "evil", "Connection", "Via");
        }
    }

    @Test
    @DisplayName("HT21: interim answers go to HTTP/1.1 clients only")
    void passesInterimAnswersOn() throws Exception {
        try (RawTarget target = RawTarget.answering(
                        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nConnection: x\r\n\r\n" + RawTarget.OK);
                Running gateway = Running.before(target)) {
            try (Wire wire = gateway.connect()) {
                assertThat(wire.send(GET).readHead()).isEqualTo("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
                assertThat(wire.readAnswer().body()).isEqualTo("ok");
            }
            assertThat(gateway.exchange(OLD).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("HT14: trailers of an answer pass, but for those that must not")
    void passesTrailersOn() throws Exception {
        try (RawTarget target = RawTarget.answering(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nChecksum: 1\r\nSet-Cookie: evil\r\nContent-Length: 9\r\n\r\n");
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(GET).readHead();

            assertThat(wire.readChunks()).isEqualTo("2\r\nok\r\n0\r\nChecksum: 1\r\n\r\n");
        }
    }

    @Test
    @DisplayName(
            "HTTP/1.0 clients get no chunks, keep their connection where they ask, and see it closed where only that ends a body")
    void servesOldClients() throws Exception {
        try (RawTarget target = RawTarget.answering(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            Wire.Answer answer = wire.send(OLD.replace("\r\n\r\n", "\r\nConnection: keep-alive\r\n\r\n"))
                    .readAnswer();
            assertThat(answer.body()).isEqualTo("ok");
            assertThat(answer.field("Connection")).isEqualTo("close");
        }
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                Wire.Answer answer = wire.send(OLD.replace("\r\n\r\n", "\r\nConnection: keep-alive\r\n\r\n"))
                        .readAnswer();
                assertThat(answer.field("Connection")).isEqualTo("keep-alive");
            }
            assertThat(wire.send(OLD).readAnswer().field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
        }
    }

    /// A target that sends the same bytes to each connection once, and closes it.
    private static RawTarget once(String bytes) {
        return RawTarget.scripted((wire, target, _) -> {
            target.keep(wire.readRequest());
            wire.send(bytes);
        });
    }

    private static Arguments flawed(String what, String bytes) {
        return Arguments.of(what, bytes);
    }
}
