package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.ProxySettingsBuilder;
import io.turnpike.usage.Ended;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the two sides of a call depend on each other: order, haste, silence, and ends that come too
/// early (http HT24, HT26 to HT34).
class ExchangeTest {
    private static final String KEYED = " HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n";
    private static final String GET = "GET /api/x" + KEYED + "\r\n";
    private static final String POST = "POST /api/x" + KEYED;
    private static final String BAD = "POST /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: bad\r\n";

    @Test
    @DisplayName("HT26: pipelined calls are answered in order, a refusal in the middle included")
    void answersPipelinedCallsInOrder() throws Exception {
        try (RawTarget target = RawTarget.echoing();
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send("GET /api/1" + KEYED + "\r\n" + BAD + "Content-Length: 3\r\n\r\nabc" + "POST /api/2" + KEYED
                    + "Content-Length: 3\r\n\r\nabc" + "GET /none" + KEYED + "\r\n" + "GET /api/3" + KEYED + "\r\n");

            assertThat(wire.readAnswer().body()).isEqualTo("GET /1");
            assertThat(wire.readAnswer().status()).isEqualTo(401);
            assertThat(wire.readAnswer().body()).isEqualTo("POST /2");
            assertThat(wire.readAnswer().status()).isEqualTo(404);
            assertThat(wire.readAnswer().body()).isEqualTo("GET /3");
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("Server-sent events pass one by one: the first is there before the second is sent")
    void passesEventsAsTheyCome() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (RawTarget target = RawTarget.scripted((wire, _, _) -> {
                    wire.readRequest();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n");
                    seen.await();
                    wire.send("data: 2\n\n");
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect().send(GET)) {
            assertThat(wire.readHead()).contains("Transfer-Encoding: chunked\r\n");
            assertThat(wire.read(14)).isEqualTo("9\r\ndata: 1\n\n\r\n");
            seen.countDown();
            assertThat(wire.readChunks()).isEqualTo("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
        }
    }

    @Test
    @DisplayName("HT24: an early answer is forwarded at once, and the target gets the rest of the body")
    void forwardsAnEarlyAnswerAndTheBodyAfterIt() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    wire.readHead();
                    wire.send(RawTarget.OK);
                    kept.keep(wire.read(6));
                    wire.readRequest();
                    wire.send(RawTarget.OK);
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(POST + "Content-Length: 6\r\n\r\nabc");
            assertThat(wire.readAnswer().body()).isEqualTo("ok");
            wire.send("def");
            assertThat(target.request()).isEqualTo("abcdef");

            assertThat(wire.send(GET).readAnswer().body()).isEqualTo("ok");
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("HT24: of a refused body 64 KiB are discarded to keep the connection, no more")
    void discardsAShortBodyAndClosesOverALongOne() throws Exception {
        try (RawTarget target = RawTarget.echoing();
                Running gateway = Running.before(target)) {
            try (Wire wire = gateway.connect()) {
                wire.send(BAD + "Content-Length: 65536\r\n\r\n");
                assertThat(wire.readAnswer().field("Connection")).isNull();
                assertThat(wire.send("x".repeat(65536) + GET).readAnswer().status())
                        .isEqualTo(200);
            }
            try (Wire wire = gateway.connect()) {
                wire.send(BAD + "Content-Length: 65537\r\n\r\n");
                assertThat(wire.readAnswer().field("Connection")).isEqualTo("close");
                assertThat(wire.isEnded()).isTrue();
            }
            try (Wire wire = gateway.connect()) {
                wire.send(BAD + "Transfer-Encoding: chunked\r\n\r\n");
                assertThat(wire.readAnswer().field("Connection")).isNull();
                wire.send("10001\r\n" + "x".repeat(65537));
                assertThat(wire.isEnded()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("HT24: a refused body that does not come holds the connection for 5 s, no longer")
    void waitsALittleForARefusedBody() throws Exception {
        try (Running gateway = Running.of(new Setup().proxy(Setup.settings("/api", "")));
                Wire wire = gateway.connect()) {
            assertThat(wire.send(BAD + "Content-Length: 3\r\n\r\n").readAnswer().status())
                    .isEqualTo(401);
            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(5));

            assertThat(wire.isEnded()).isTrue();
        }
    }

    @ParameterizedTest(name = "HT31 {0}")
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
    void repeatsACallThatAStaleConnectionSwallowed(String method) throws Exception {
        try (RawTarget target = swallowingTheSecond();
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(GET).readAnswer();
            target.request();
            wire.send(method + " /api/x" + KEYED + "Content-Length: 3\r\n\r\nabc");

            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 ");
            assertThat(target.request()).startsWith(method).endsWith("\r\n\r\nabc");
            assertThat(target.request()).startsWith(method).endsWith("\r\n\r\nabc");
            assertThat(target.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("HT31: a POST that a target may have seen is not repeated")
    void doesNotRepeatAPost() throws Exception {
        try (RawTarget target = swallowingTheSecond();
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(GET).readAnswer();

            assertThat(wire.send(POST + "Content-Length: 0\r\n\r\n")
                            .readAnswer()
                            .status())
                    .isEqualTo(502);
            assertThat(target.connections()).isEqualTo(1);
            assertThat(wire.send(GET).readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("HT31: a POST takes no connection that idled for more than four seconds")
    void givesAPostAFreshConnection() throws Exception {
        try (RawTarget target = RawTarget.echoing();
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(POST + "Content-Length: 0\r\n\r\n").readAnswer();
            wire.send(POST + "Content-Length: 0\r\n\r\n").readAnswer();
            assertThat(target.connections()).isEqualTo(1);
            gateway.pass(Duration.ofSeconds(5));
            gateway.awaitTick();

            wire.send(GET).readAnswer();
            assertThat(target.connections()).isEqualTo(1);
            gateway.pass(Duration.ofSeconds(5));
            gateway.awaitTick();
            wire.send(POST + "Content-Length: 0\r\n\r\n").readAnswer();
            assertThat(target.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("HT32: a head that does not end is 408 after 10 s")
    void givesUpOnASlowHead() throws Exception {
        try (RawTarget target = RawTarget.echoing();
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(GET).readAnswer();
            wire.send("GET /api/x HTTP/1.1\r\nHo");
            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(10));

            assertThat(wire.readAnswer().status()).isEqualTo(408);
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @ParameterizedTest(name = "HT32 a body with {0} bytes, then silence")
    @ValueSource(ints = {0, 3, 1023})
    void givesUpOnASlowBody(int sent) throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readHead() + wire.read(sent));
                    wire.readAll();
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(POST + "Content-Length: 5000\r\n\r\n" + "x".repeat(sent));
            target.request();
            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(10));

            Wire.Answer answer = wire.readAnswer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    @DisplayName("HT32: a target that does not answer is 504 after 30 s, one that cannot be reached 503")
    void givesUpOnATarget() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readRequest());
                    kept.keep("closed " + wire.readHead());
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(GET);
            target.request();
            gateway.pass(Duration.ofSeconds(30));
            Wire.Answer answer = wire.readAnswer();
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).contains("messaging.adaptors.http.flow.GatewayTimeout");
            assertThat(target.request()).isEqualTo("closed ");
        }
    }

    @Test
    @DisplayName("ruling 23: a target that takes no connection is a 503")
    void refusesWhereTheTargetTakesNoConnection() throws Exception {
        try (Socket bound = new Socket()) { // bound and not listening: nobody else gets the port, and it refuses
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (Running gateway = Running.of(new Setup().proxy("/api", bound.getLocalPort()))) {
                Wire.Answer answer = gateway.exchange(GET);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).contains("messaging.adaptors.http.flow.ServiceUnavailable");
            }
        }
    }

    @Test
    @DisplayName("HT32: an idle connection is closed after 75 s")
    void closesAnIdleConnection() throws Exception {
        try (RawTarget target = RawTarget.echoing();
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(GET).readAnswer();
            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(75));

            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    @DisplayName("HT33: a client that resets ends the call at the target; one that ends its side only is answered")
    void tellsAClientThatLeftFromOneThatOnlyListens() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (RawTarget target = RawTarget.scripted((wire, kept, number) -> {
                    kept.keep(wire.readRequest());
                    if (number == 1) {
                        kept.keep("closed " + wire.readHead());
                    } else {
                        answer.await();
                        wire.send(RawTarget.OK);
                    }
                });
                Running gateway = Running.before(target)) {
            Wire leaving = gateway.connect().send(GET);
            target.request();
            leaving.reset();
            assertThat(target.request()).isEqualTo("closed ");
            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.CLIENT_GONE);

            try (Wire listening = gateway.connect().send(GET)) {
                target.request();
                listening.endOutput();
                gateway.awaitTick();
                answer.countDown();
                assertThat(listening.readAnswer().body()).isEqualTo("ok");
                assertThat(listening.isEnded()).isTrue();
            }
            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.COMPLETE);
        }
    }

    @Test
    @DisplayName("HT34: a slow side slows the other one down instead of filling the memory")
    void keepsLittleInMemory() throws Exception {
        int pieces = 512;
        byte[] piece = "x".repeat(64 * 1024).getBytes(StandardCharsets.ISO_8859_1);
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    wire.readHead();
                    long most = 0;
                    for (int i = 0; i < pieces; i++) {
                        wire.read(piece.length);
                        most = Math.max(
                                most, PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
                    }
                    kept.keep(Long.toString(most));
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + (long) pieces * piece.length + "\r\n\r\n");
                    for (int i = 0; i < pieces; i++) {
                        wire.send(piece);
                    }
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            Thread.ofVirtual().start(() -> {
                wire.send(POST + "Content-Length: " + (long) pieces * piece.length + "\r\n\r\n");
                for (int i = 0; i < pieces; i++) {
                    wire.send(piece);
                }
            });
            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
            long most = Long.parseLong(target.request());
            for (int i = 0; i < pieces; i++) {
                assertThat(wire.read(piece.length)).hasSize(piece.length);
                most = Math.max(most, PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
            }
            assertThat(most - before).as("direct memory for 32 MiB each way").isLessThan(12L << 20);
            assertThat(gateway.usage.nextEnded().requestBytes()).isEqualTo((long) pieces * piece.length);
        }
    }

    @Test
    @DisplayName("HT34: calls are begun only while the client takes the answers to those before")
    void beginsNoCallForAClientThatReadsNoAnswers() throws Exception {
        int most = 10_000;
        String call = "GET /" + "a".repeat(8000) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        AtomicLong sent = new AtomicLong();
        AtomicBoolean enough = new AtomicBoolean();
        try (Running gateway = Running.of(new Setup());
                Wire wire = gateway.connect()) {
            Thread.ofVirtual().start(() -> {
                while (!enough.get() && sent.get() < most) {
                    wire.send(call);
                    sent.incrementAndGet();
                }
                wire.send(call.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
            });
            gateway.awaitStandstill(sent);
            assertThat(sent).as("calls taken before an answer is read").hasValueLessThan(most);

            enough.set(true);
            int length = wire.readAnswer().body().length();
            int answers = 1;
            while (!wire.readHead().isEmpty()) {
                wire.read(length);
                answers++;
            }
            assertThat(answers).isEqualTo(sent.get() + 1);
        }
    }

    @Test
    @DisplayName("maxBody: a body that is too big is 413, its length known or not")
    void refusesABodyThatIsTooBig() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> kept.keep(wire.readRequest()));
                Running gateway = Running.of(new Setup()
                        .proxy(Setup.settings(
                                "/api",
                                "http://localhost:" + target.port(),
                                CredentialPlaces.DEFAULT,
                                ProxySettingsBuilder.PATIENT,
                                OptionalLong.of(5),
                                false)))) {
            assertThat(gateway.exchange(POST + "Content-Length: 6\r\n\r\nabcdef")
                            .status())
                    .isEqualTo(413);
            assertThat(gateway.exchange(POST + "Transfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n0\r\n\r\n")
                            .status())
                    .isEqualTo(413);
            assertThat(target.unasked()).isZero();
        }
    }

    @Test
    @DisplayName("PX5: a proxy without a target answers 200 with an empty body")
    void answersForAProxyWithoutATarget() throws Exception {
        try (Running gateway = Running.of(new Setup().proxy(Setup.settings("/api", "")));
                Wire wire = gateway.connect()) {
            Wire.Answer answer =
                    wire.send(POST + "Content-Length: 3\r\n\r\nabc" + GET).readAnswer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(wire.readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("A stop closes the listener first, answers what is in flight, and then ends")
    void drains() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        RawTarget target = RawTarget.scripted((wire, kept, _) -> {
            kept.keep(wire.readRequest());
            answer.await();
            wire.send(RawTarget.OK);
        });
        Running gateway = Running.before(target);
        try (target) {
            Thread closing;
            try (Wire idle = gateway.connect();
                    Wire busy = gateway.connect().send(GET)) {
                target.request();
                closing = Thread.ofPlatform().start(gateway::close);
                gateway.awaitDraining(idle);
                answer.countDown();

                Wire.Answer last = busy.readAnswer();
                assertThat(last.body()).isEqualTo("ok");
                assertThat(last.field("Connection")).isEqualTo("close");
                assertThat(busy.isEnded()).isTrue();
            }
            assertThat(closing.join(Duration.ofMinutes(1))).isTrue();
        }
    }

    /// Answers the first request of its first connection, and closes over the second.
    private static RawTarget swallowingTheSecond() {
        return RawTarget.scripted((wire, target, number) -> {
            for (int i = 0; i < (number == 1 ? 1 : 9); i++) {
                target.keep(wire.readRequest());
                wire.send(RawTarget.OK);
            }
            target.keep(wire.readRequest());
        });
    }
}
