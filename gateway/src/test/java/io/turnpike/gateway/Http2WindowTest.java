package io.turnpike.gateway;

import static io.turnpike.gateway.fuzz.FrameCode.END_STREAM;
import static io.turnpike.gateway.fuzz.FrameCode.PING;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.gateway.fuzz.FrameCode;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP/2: what waits for room, and for how long.
class Http2WindowTest {
    private static final String LARGE = "0123456789abcdef".repeat(40_000);

    @Test
    @DisplayName("HT34: large bodies pass both ways through small windows")
    void carriesLargeBodies() throws Exception {
        try (RawTarget target = RawTarget.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + LARGE.length() + "\r\n\r\n" + LARGE);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            client.headers(1, 0, FrameWire.call("POST", "/api", "content-length", "" + LARGE.length()));
            assertThat(client.body(1, LARGE).answer(1).body()).isEqualTo(LARGE);
            assertThat(target.request()).endsWith("\r\n\r\n" + LARGE);
        }
    }

    @Test
    @DisplayName("HT34: a client that gives no room stops its own answer, and no other; room lets it go on")
    void waitsForRoom() throws Exception {
        try (RawTarget target = RawTarget.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + LARGE.length() + "\r\n\r\n" + LARGE);
                Running gateway =
                        Running.of(new Setup().proxy("/api", target.port()).proxy(Setup.settings("/empty", "")));
                FrameWire client = FrameWire.to(gateway.port(), 4, 1_000)) {
            client.stingy().get(1, "/api");
            assertThat(client.next(FrameCode.DATA).payload()).hasSize(1_000);
            assertThat(client.get(3, "/empty").answer(3).status()).isEqualTo(200);

            client.window(1, 500);
            assertThat(client.next(FrameCode.DATA).payload()).hasSize(500);
            client.window(0, LARGE.length()).window(1, LARGE.length());
            assertThat(client.answer(1).body()).isEqualTo(LARGE);
        }
    }

    @Test
    @DisplayName("RFC 9113 6.9: a head needs no room; the target of a client that gives none is read no further")
    void answersAClientThatGivesNoRoomYet() throws Exception {
        try (RawTarget target = RawTarget.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + LARGE.length() + "\r\n\r\n" + LARGE);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port(), 4, 0)) {
            client.stingy().get(1, "/api").next(FrameCode.HEADERS);
            assertThat(client.known(1).status()).isEqualTo(200);

            client.window(0, LARGE.length()).window(1, LARGE.length());
            assertThat(client.answer(1).body()).isEqualTo(LARGE);
        }
    }

    @Test
    @DisplayName("HT34: a body that its target does not take fills its window and no more; other calls go on")
    void boundsABodyThatNobodyTakes() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    gate.await(10, TimeUnit.SECONDS);
                    kept.keep(wire.readRequest());
                    wire.send(RawTarget.OK);
                });
                Running gateway =
                        Running.of(new Setup().proxy("/api", target.port()).proxy(Setup.settings("/empty", "")));
                FrameWire client = FrameWire.to(gateway.port())) {
            String body = LARGE.repeat(20);
            client.headers(1, 0, FrameWire.call("POST", "/api", "content-length", "" + body.length()));
            Thread sending = Thread.ofVirtual().start(() -> client.body(1, body));
            while (client.room(1) > 0 && sending.isAlive()) {
                Thread.onSpinWait();
            }
            gate.countDown();
            sending.join();
            assertThat(client.answer(1).status()).isEqualTo(200);
            assertThat(target.request()).endsWith(body);
        }
    }

    @Test
    @DisplayName("HT34: heads of calls under way take a mebibyte; a call beyond that is refused unread, not for ever")
    void boundsTheHeadsOfManyCalls() throws Exception {
        try (Running gateway = Running.of(new Setup());
                FrameWire client = FrameWire.to(gateway.port(), 4, 0)) {
            String[] call = FrameWire.call("GET", "/unknown", "x-large", LARGE.substring(0, 16_000));
            client.stingy();
            for (int i = 0; i < 66; i++) {
                client.headers(2 * i + 1, END_STREAM, call);
            }
            assertThat(client.answer(131).resetFor()).isEqualTo(7);
            assertThat(client.known(129).status()).isEqualTo(404);

            client.window(1, 10_000).answer(1);
            assertThat(client.headers(133, END_STREAM, call)
                            .window(133, 10_000)
                            .answer(133)
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    @DisplayName("HT34: where connections hold many heads, each newcomer holds few; all is well once they are gone")
    void boundsTheHeadsOfManyConnections() throws Exception {
        List<FrameWire> crowd = new ArrayList<>();
        try (Running gateway = Running.of(new Setup())) {
            for (int i = 0; i < 33; i++) {
                crowd.add(withPackedHeads(gateway));
            }
            assertThat(crowd.getFirst().known(2 * 63 + 1).status()).isEqualTo(404);
            try (FrameWire newcomer = withPackedHeads(gateway)) {
                assertThat(newcomer.known(2 * 2 + 1).status()).isEqualTo(404);
                assertThat(newcomer.known(2 * 3 + 1).resetFor()).isEqualTo(7);
            }
            crowd.forEach(FrameWire::close);
            gateway.awaitTick();
            try (FrameWire newcomer = withPackedHeads(gateway)) {
                assertThat(newcomer.known(2 * 63 + 1).status()).isEqualTo(404);
            }
        } finally {
            crowd.forEach(FrameWire::close);
        }
    }

    @Test
    @DisplayName("HT34: bytes of heads serve calls, and a call that found no room for its head is no mistake")
    void endsNoConnectionForLargeHeads() throws Exception {
        String[] call = FrameWire.call("GET", "/unknown", "authorization", LARGE.substring(0, 10_000));
        try (Running gateway = Running.of(new Setup());
                FrameWire client = FrameWire.to(gateway.port());
                FrameWire crowded = FrameWire.to(gateway.port(), 4, 0).stingy()) {
            for (int i = 0; i < 600; i++) {
                client.headers(2 * i + 1, END_STREAM, call);
                assertThat(client.answer(2 * i + 1).status()).isEqualTo(404);
                crowded.headers(2 * i + 1, END_STREAM, call);
            }
            assertThat(crowded.answer(2 * 599 + 1).resetFor()).isEqualTo(7);
            crowded.frame(PING, 0, 0, new byte[8]).next(PING);
        }
    }

    /// A client without room for answers.
    private static FrameWire withPackedHeads(Running gateway) {
        FrameWire client = FrameWire.to(gateway.port(), 4, 0).stingy().packedHeads(64);
        client.frame(PING, 0, 0, new byte[8]).next(PING);
        return client;
    }

    @Test
    @DisplayName("HT34: a body in crumbs reaches its target, however many come at a time")
    void passesCrumbs() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            ByteArrayOutputStream crumbs = new ByteArrayOutputStream();
            for (int i = 0; i < 1_000; i++) {
                crumbs.writeBytes(
                        FrameWire.encoded(FrameCode.DATA, i == 999 ? END_STREAM : 0, 1, (byte) LARGE.charAt(i)));
            }
            client.headers(1, 0, FrameWire.call("POST", "/api", "content-length", "1000"))
                    .bytes(crumbs.toByteArray());

            assertThat(client.answer(1).status()).isEqualTo(200);
            assertThat(target.request()).endsWith("\r\n\r\n" + LARGE.substring(0, 1_000));
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1})
    @DisplayName("HT33: an answer for which such a client left no room is given up, since there will be none")
    void waitsForNoRoomOfAClientThatEndedItsSide(int room) throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port(), 4, room)) {
            client.stingy().get(1, "/api").endOutput();

            assertThat(client.answer(1).resetFor()).isEqualTo(8);
            assertThat(client.end()).isEqualTo("goAway 0");
        }
    }

    @Test
    @DisplayName("HT32: an answer waits for room as long as a connection for a call")
    void givesUpAnAnswerThatGetsNoRoom() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port(), 4, 1)) {
            client.stingy().get(1, "/api").next(FrameCode.DATA);
            gateway.usage.nextEnded();
            gateway.pass(Duration.ofSeconds(75));

            assertThat(client.answer(1).resetFor()).isEqualTo(8);
        }
    }

    @Test
    @DisplayName("HT32: so does one whose client still sends its request")
    void keepsAnAnswerThatWaitsForRoomWhileItsRequestComes() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port(), 4, 1)) {
            client.stingy().headers(1, 0, FrameWire.call("POST", "/unknown")).next(FrameCode.DATA);
            gateway.awaitTick();
            client.window(1, 10_000);

            assertThat(client.data(1, END_STREAM, "").answer(1).body()).endsWith("}");
            assertThat(client.answer(1).resetFor()).isEqualTo(-1);
        }
    }
}
