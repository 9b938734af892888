package io.turnpike.gateway;

import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.model.Timeouts;
import io.turnpike.usage.Ended;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Upgrades to WebSocket (HT30): everything as usual up to the target's 101, and a byte pipe behind it.
class WebSocketTest {
    private static final String CALL = head(
            "GET /api/chat?apikey=good-key HTTP/1.1",
            "Host: a",
            "Connection: keep-alive, Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    private static final String SWITCHING = head(
            "HTTP/1.1 101 Switching Protocols",
            "Connection: upgrade",
            "Upgrade: WebSocket",
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");

    @Test
    @DisplayName("HT30: bytes pass both ways behind the 101, those that came with the heads included")
    void passesBytesBothWays() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readHead());
                    wire.send(SWITCHING + "welcome");
                    kept.keep(wire.read(5));
                    wire.send("bye");
                    kept.keep("end" + wire.readAll());
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            String head = wire.send(CALL + "hel").readHead();
            assertThat(head)
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .contains("Connection: Upgrade\r\nUpgrade: websocket\r\n", "Sec-WebSocket-Accept: s3pP")
                    .contains("Turnpike-Decision: ", "x-request-id: ")
                    .doesNotContainIgnoringCase("content-length", "transfer-encoding");
            assertThat(wire.read(7)).isEqualTo("welcome");
            assertThat(target.request())
                    .startsWith("GET /chat HTTP/1.1\r\n")
                    .contains("Connection: Upgrade\r\nUpgrade: websocket\r\n", "Sec-WebSocket-Key: dGhl")
                    .doesNotContain("good-key", "keep-alive");

            wire.send("lo");
            assertThat(target.request()).isEqualTo("hello");
            assertThat(wire.read(3)).isEqualTo("bye");
            wire.endOutput();
            assertThat(target.request()).isEqualTo("end");
            assertThat(wire.isEnded()).isTrue();

            Ended ended = gateway.usage.nextEnded();
            assertThat(ended.outcome()).isEqualTo(Ended.Outcome.COMPLETE);
            assertThat(ended.status()).isEqualTo(101);
            assertThat(ended.target().status()).isEqualTo(101);
            assertThat(ended.requestBytes()).isEqualTo(5);
            assertThat(ended.responseBytes()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("HT33: a client that sends no more still gets what the target says then")
    void passesTheTargetsLastWords() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    wire.readHead();
                    wire.send(SWITCHING);
                    kept.keep(wire.readAll());
                    wire.send("last words");
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(CALL).readHead();
            wire.send("x".repeat(1000)).endOutput();

            assertThat(target.request()).hasSize(1000);
            assertThat(wire.readAll()).isEqualTo("last words");
        }
    }

    @Test
    @DisplayName("HT30: a target that ends first ends the client's side behind its last byte")
    void endsBehindTheTarget() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, _, _) -> {
                    wire.readHead();
                    wire.send(SWITCHING + "over");
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(CALL).readHead();
            assertThat(wire.readAll()).isEqualTo("over");
            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.COMPLETE);
        }
    }

    @Test
    @DisplayName("HT33: a reset on either side is one on the other, and the record says whose")
    void breaksWhereOneSideBreaks() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, number) -> {
                    wire.readHead();
                    wire.send(SWITCHING);
                    if (number == 1) {
                        kept.keep("closed" + wire.readHead());
                    } else {
                        kept.keep(wire.read(1));
                        wire.reset();
                    }
                });
                Running gateway = Running.before(target)) {
            Wire leaving = gateway.connect().send(CALL);
            leaving.readHead();
            leaving.reset();
            assertThat(target.request()).isEqualTo("closed");
            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.CLIENT_GONE);

            try (Wire staying = gateway.connect().send(CALL)) {
                staying.readHead();
                staying.send("x");
                assertThatThrownBy(staying::readAll).isInstanceOf(IOException.class);
                assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.TARGET_GONE);
            }
        }
    }

    @Test
    @DisplayName("HT30: a refusal, ours or the target's, is an ordinary answer, and the connection goes on")
    void answersARefusalAsUsual() throws Exception {
        try (RawTarget target = RawTarget.answering("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            assertThat(wire.send(CALL.replace("good", "bad")).readAnswer().status())
                    .isEqualTo(401);
            assertThat(target.unasked()).isZero();
            assertThat(wire.send(CALL).readAnswer().body()).isEqualTo("no");
            assertThat(wire.send(CALL).readAnswer().body()).isEqualTo("no");
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "HT30: not an upgrade that we know: {0}, {1}, {2}")
    @CsvSource({
        "GET, HTTP/1.1, Upgrade: h2c, Connection: upgrade",
        "GET, HTTP/1.1, Upgrade: websocket, X-Connection: upgrade",
        "GET, HTTP/1.0, Upgrade: websocket, Connection: upgrade",
        "POST, HTTP/1.1, Upgrade: websocket, Connection: upgrade",
    })
    void ignoresOtherWishes(String method, String version, String upgrade, String connection) throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target)) {
            String line = method + " /api/x?apikey=good-key " + version;
            assertThat(gateway.exchange(head(line, "Host: a", upgrade, connection, "Content-Length: 0"))
                            .status())
                    .isEqualTo(200);
            assertThat(target.request()).doesNotContain("Upgrade:", "\r\nConnection:");
        }
    }

    @Test
    @DisplayName("HT30: a GET with a body does not become a WebSocket")
    void ignoresTheWishOfACallWithABody() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target)) {
            String call = CALL.replace("Host: a", "Host: a\r\nContent-Length: 2") + "hi";
            assertThat(gateway.exchange(call).status()).isEqualTo(200);
            assertThat(target.request()).doesNotContain("Upgrade").endsWith("\r\n\r\nhi");
        }
    }

    @Test
    @DisplayName("HT21, HT30: a 101 that was not asked for, or leads elsewhere, is 502, and nothing is piped")
    void refusesAnotherSwitch() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, number) -> {
                    kept.keep(wire.readHead());
                    wire.send(number == 1 ? SWITCHING : SWITCHING.replace("WebSocket", "h2c"));
                    kept.keep("piped: " + wire.readHead());
                });
                Running gateway = Running.before(target)) {
            for (String call : new String[] {CALL.replace("Upgrade: websocket\r\n", ""), CALL}) {
                assertThat(gateway.exchange(call).status()).isEqualTo(502);
                target.request();
                assertThat(target.request()).isEqualTo("piped: ");
            }
        }
    }

    @Test
    @DisplayName("HT32: of the time-outs only `timeouts.idle` holds for a WebSocket, in both directions together")
    void endsASilentPipe() throws Exception {
        Timeouts timeouts = new Timeouts(
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofSeconds(100),
                Optional.of(Duration.ofSeconds(120)));
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    wire.readHead();
                    wire.send(SWITCHING);
                    for (int i = 0; i < 2; i++) {
                        kept.keep(wire.read(1));
                    }
                    kept.keep("closed" + wire.readHead());
                });
                Running gateway = Running.of(new Setup()
                        .proxy(under("/api")
                                .target("http://127.0.0.1:" + target.port())
                                .timeouts(timeouts)
                                .build()));
                Wire wire = gateway.connect()) {
            wire.send(CALL).readHead();
            for (int i = 0; i < 2; i++) {
                gateway.pass(Duration.ofSeconds(90));
                gateway.awaitTick();
                wire.send("x");
                assertThat(target.request()).isEqualTo("x");
            }
            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(100));
            assertThat(target.request()).isEqualTo("closed");
            assertThatThrownBy(wire::readAll).isInstanceOf(IOException.class);
        }
    }

    private static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }
}
