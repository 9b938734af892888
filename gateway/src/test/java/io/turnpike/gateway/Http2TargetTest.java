package io.turnpike.gateway;

import static io.turnpike.gateway.fuzz.FrameCode.END_STREAM;
import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.gateway.fuzz.FrameCode;
import io.turnpike.model.HealthCheck;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Timeouts;
import io.turnpike.usage.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Targets that speak HTTP/2 and do as they like.
class Http2TargetTest {
    private static final String GET = "GET /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n";
    private static final HealthCheck CHECK = new HealthCheck("/healthz", Duration.ofSeconds(5), 1, 1);

    @Test
    @DisplayName("HT20: a head that promises a body, and is all, is no answer")
    void refusesAHeadThatPromisesABodyAndEnds() throws Exception {
        try (FrameTarget target = target(
                        (wire, stream) -> wire.headers(stream, END_STREAM, ":status", "200", "content-length", "5"));
                Running gateway = before(target)) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(502);
        }
    }

    @Test
    @DisplayName("HT23: nor are trailers in place of the promised body: the client's connection is cut")
    void cutsAnAnswerWhoseBodyIsMissing() throws Exception {
        try (FrameTarget target =
                        target((wire, stream) -> wire.headers(stream, 0, ":status", "200", "content-length", "5")
                                .headers(stream, END_STREAM, "x-checksum", "1"));
                Running gateway = before(target);
                Wire client = gateway.connect().send(GET)) {
            assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD 200", "GET 204", "GET 304"})
    @DisplayName("HT22: bytes behind an answer without a body reach no client")
    void passesNoBodyWhereThereIsNone(String methodAndStatus) throws Exception {
        String[] words = methodAndStatus.split(" ");
        try (FrameTarget target = target((wire, stream) -> wire.headers(stream, 0, ":status", words[1])
                        .data(stream, END_STREAM, "HTTP/1.1 200 OK\r\n\r\n"));
                Running gateway = before(target);
                Wire client = gateway.connect().send(GET.replace("GET", words[0]))) {
            assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
        }
    }

    @Test
    @DisplayName("A connection that the target said goodbye on ends with its last call, and makes room for another")
    void leavesWhereTheTargetSaysGoodbye() throws Exception {
        Setup setup = new Setup();
        setup.targetConnections = 1;
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    int stream = wire.next(FrameCode.HEADERS).stream();
                    wire.frame(
                            FrameCode.GOAWAY,
                            0,
                            0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) stream,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0);
                    wire.headers(stream, END_STREAM, ":status", "204");
                    wire.end();
                });
                Running gateway = Running.of(setup.proxy(h2c(target)))) {
            for (int i = 1; i <= 3; i++) {
                assertThat(gateway.exchange(GET).status()).isEqualTo(204);
                assertThat(target.connections()).isEqualTo(i);
                gateway.awaitTick();
                gateway.awaitTick();
            }
        }
    }

    @Test
    @DisplayName("HT24: the rest of a body is read on where the target answered and gave the stream up")
    void readsOnWhereTheTargetGaveUpTheStream() throws Exception {
        try (FrameTarget target = target((wire, stream) -> {
                    for (int read = 0; read < 65_535; ) {
                        read += wire.next(FrameCode.DATA).payload().length;
                    }
                    wire.headers(stream, END_STREAM, ":status", "200");
                    wire.frame(FrameCode.RST_STREAM, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
                });
                Running gateway = before(target);
                Wire client = gateway.connect()) {
            client.send("POST /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\nContent-Length: 70000\r\n\r\n");
            client.send("a".repeat(66_000));
            assertThat(client.readAnswer().status()).isEqualTo(200);
            client.send("a".repeat(4_000) + GET.replace("/api", "/other"));
            assertThat(client.readAnswer().status()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("A target is asked how it is on a connection that ends with the answer")
    void keepsNoConnectionThatAskedHowTheTargetIs() throws Exception {
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    FrameWire.Frame head = wire.next(FrameCode.HEADERS);
                    wire.headers(head.stream(), END_STREAM, ":status", "204");
                    ends.add(wire.known(head.stream()).head().path() + " " + wire.end());
                });
                Running gateway = Running.of(new Setup()
                        .proxy(under("/api")
                                .target("h2c://127.0.0.1:" + target.port())
                                .health(CHECK)
                                .build()))) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(204);
            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo("/healthz closed");
        }
    }

    @Test
    @DisplayName("Before a target says how many calls it takes, a hundred go out on one connection")
    void sendsNoMoreThanAHundredCallsUnasked() throws Exception {
        Semaphore greetings = new Semaphore(0);
        Setup setup = new Setup();
        setup.targetConnections = 1_000;
        try (ServerSocket listener = greeting(greetings);
                FrameTarget target = FrameTarget.scripted(listener, answering(Http2TargetTest::answer));
                Running gateway = Running.of(setup.proxy(h2c(target)));
                FrameWire client = FrameWire.to(gateway.port());
                FrameWire other = FrameWire.to(gateway.port())) {
            for (int i = 0; i < 60; i++) {
                client.get(2 * i + 1, "/api");
                other.get(2 * i + 1, "/api");
            }
            gateway.usage.awaitDecided(120);
            gateway.awaitTick();
            greetings.release(2);
            for (int i = 0; i < 60; i++) {
                assertThat(client.answer(2 * i + 1).status()).isEqualTo(204);
                assertThat(other.answer(2 * i + 1).status()).isEqualTo(204);
            }
            assertThat(target.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("A connection on which nothing comes any more carries no call after one that waited in vain")
    void leavesAConnectionThatLeadsNowhere() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    boolean isFirst = number.incrementAndGet() == 1;
                    answer(wire, wire.next(FrameCode.HEADERS).stream());
                    wire.next(isFirst ? FrameCode.RST_STREAM : FrameCode.HEADERS);
                    wire.end();
                });
                Running gateway = before(target);
                Wire waiting = gateway.connect()) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(204);
            waiting.send(GET);
            gateway.usage.awaitDecided(2);
            gateway.awaitTick();
            gateway.pass(Timeouts.DEFAULT.firstByte().minusSeconds(1));
            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(1));
            assertThat(waiting.readAnswer().status()).isEqualTo(504);
            assertThat(gateway.exchange(GET).status()).isEqualTo(204);
            assertThat(target.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("It carries calls all the same where there may be no other, and a quiet call keeps it open")
    void staysWithTheOnlyConnectionThereMayBe() throws Exception {
        Setup setup = new Setup();
        setup.targetConnections = 1;
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    answer(wire, wire.next(FrameCode.HEADERS).stream());
                    wire.next(FrameCode.HEADERS); // of the quiet one
                    wire.next(FrameCode.HEADERS);
                    wire.next(FrameCode.RST_STREAM);
                    answer(wire, wire.next(FrameCode.HEADERS).stream());
                    wire.end();
                });
                Running gateway = Running.of(setup.proxy(h2c(target)));
                Wire quiet = gateway.connect()) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(204);
            gateway.usage.nextEnded();
            quiet.send(GET);
            gateway.usage.awaitDecided(2);
            try (Wire leaving = gateway.connect()) {
                leaving.send(GET);
                gateway.usage.awaitDecided(3);
                gateway.awaitTick();
                gateway.pass(Duration.ofSeconds(2));
                leaving.reset();
            }
            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.CLIENT_GONE);
            assertThat(gateway.exchange(GET).status()).isEqualTo(204);
            assertThat(target.connections()).isEqualTo(1);
            quiet.reset();
        }
    }

    @Test
    @DisplayName("HT34: a stream is given up half a minute after its call, where the target takes no more of the body")
    void givesUpAStreamThatTakesNoMore() throws Exception {
        BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    int greeting = wire.next(FrameCode.HEADERS).stream();
                    wire.settings(4, 1); // the window of streams
                    answer(wire, greeting);
                    int stream = wire.next(FrameCode.HEADERS).stream();
                    wire.stingy().next(FrameCode.DATA);
                    answer(wire, stream);
                    outcomes.add(wire.outcome());
                });
                Running gateway = before(target)) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(204);
            assertThat(gateway.exchange("POST /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n"
                                    + "Content-Length: 5\r\n\r\nhello")
                            .status())
                    .isEqualTo(204);
            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(30));
            assertThat(outcomes.poll(10, TimeUnit.SECONDS)).isEqualTo("reset 8");
        }
    }

    private static FrameTarget target(BiConsumer<FrameWire, Integer> each) throws IOException {
        return FrameTarget.scripted(answering(each));
    }

    private static Running before(FrameTarget target) {
        return Running.of(new Setup().proxy(h2c(target)));
    }

    private static ProxySettings h2c(FrameTarget target) {
        return Setup.settings("/api", "h2c://127.0.0.1:" + target.port());
    }

    /// Says nothing on a connection before there is a permit for it.
    private static ServerSocket greeting(Semaphore permits) throws IOException {
        return new ServerSocket(0, 64, InetAddress.getLoopbackAddress()) {
            @Override
            public Socket accept() throws IOException {
                permits.acquireUninterruptibly();
                return super.accept();
            }
        };
    }

    private static void answer(FrameWire wire, int stream) {
        wire.headers(stream, END_STREAM, ":status", "204");
    }

    private static FrameTarget.Script answering(BiConsumer<FrameWire, Integer> each) {
        return wire -> {
            while (true) {
                each.accept(wire, wire.next(FrameCode.HEADERS).stream());
            }
        };
    }
}
