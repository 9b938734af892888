package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Timeouts;
import io.turnpike.usage.Ended;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the gateway holds of calls whose both sides send and do not read (HT34).
class StalledExchangeTest {
    private static final int EXCHANGES = 24;
    private static final long BOUND = 256 * 1024;
    /// Pieces that fit in the sockets on the way to somebody who reads none, but not in those of one hop.
    private static final int SOME = 375;
    private static final int MANY = 10_000;
    /// A setting of HTTP/2, what is given at most, and what everybody gives (RFC 9113 6.5.2, 6.9.1, 6.9.2).
    private static final int INITIAL_WINDOW = 4;
    private static final int ENDLESS_ROOM = Integer.MAX_VALUE;
    private static final int FIRST_ROOM = 65_535;
    private static final String CALL = " /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n";
    private static final String PIECE = "x".repeat(16 * 1024);

    @ParameterizedTest(name = "{0}, and both sides {1}")
    @DisplayName("HT34: less than 256 KiB for each exchange whose both sides stall, half-closed ones included")
    @CsvSource({
        "length, go on",
        "length, end",
        "chunked, go on",
        "chunked, end",
        "websocket, go on",
        "websocket, end",
        "chunked, go on slowly",
    })
    void holdsLittleOfStalledExchanges(String framing, String then) throws Exception {
        AtomicLong sent = new AtomicLong();
        int pieces = then.equals("end") ? SOME : MANY;
        String piece = framing.equals("chunked") ? "4000\r\n" + PIECE + "\r\n" : PIECE;
        String field = field(framing, pieces);
        boolean upgrade = framing.equals("websocket");
        CompletableFuture<Running> running = new CompletableFuture<>();
        // each piece in a read of its own, a little longer than the buffers before
        Runnable pace = then.endsWith("slowly") ? () -> running.join().awaitTick() : () -> {};
        try (RawTarget stalling = RawTarget.scripted((wire, _, _) -> {
                    wire.readHead();
                    wire.send(RawTarget.OK).readHead();
                    wire.send("HTTP/1.1 " + (upgrade ? 101 : 200) + " Yes\r\n" + field + "\r\n\r\n");
                    flood(wire, piece, pieces, sent, pace);
                    new CountDownLatch(1).await();
                });
                Running gateway = Running.before(stalling)) {
            running.complete(gateway);
            long before = DirectMemory.held();
            List<Wire> clients = new ArrayList<>();
            try {
                for (int i = 0; i < EXCHANGES; i++) {
                    Wire wire = gateway.connect();
                    clients.add(wire);
                    wire.send("GET" + CALL + "\r\n").readAnswer(); // so that what may be sent once more is kept
                    wire.send((upgrade ? "GET" : "PUT") + CALL + field + "\r\n\r\n");
                    Thread.ofVirtual().start(() -> flood(wire, piece, pieces, sent, pace));
                }
                gateway.awaitStandstill(sent);
                assertThat((DirectMemory.held() - before) / EXCHANGES)
                        .as("bytes for each exchange")
                        .isLessThan(BOUND);
            } finally {
                clients.forEach(Wire::close);
            }
        }
    }

    @ParameterizedTest(name = "{0} calls on each of {1} connections")
    @DisplayName(
            "HT34: a client of HTTP/2 that gives room without end, and reads nothing, gets no more of it than others")
    @CsvSource({"1, 24", "24, 1"})
    void holdsLittleForAClientThatGivesRoomAndDoesNotRead(int calls, int connections) throws Exception {
        AtomicLong sent = new AtomicLong();
        try (RawTarget flooding = RawTarget.scripted((wire, _, _) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\n" + field("length", MANY) + "\r\n\r\n");
                    flood(wire, PIECE, MANY, sent);
                });
                Running gateway = Running.before(flooding)) {
            long before = DirectMemory.held();
            List<FrameWire> clients = new ArrayList<>();
            try {
                for (int i = 0; i < connections; i++) {
                    FrameWire client = FrameWire.to(gateway.port(), INITIAL_WINDOW, ENDLESS_ROOM);
                    clients.add(client.window(0, ENDLESS_ROOM - FIRST_ROOM));
                    for (int call = 0; call < calls; call++) {
                        client.get(2 * call + 1, "/api/x");
                    }
                }
                gateway.awaitStandstill(sent);
                assertThat((DirectMemory.held() - before) / EXCHANGES)
                        .as("bytes for each exchange")
                        .isLessThan(BOUND);
            } finally {
                clients.forEach(FrameWire::close);
            }
        }
    }

    @Test
    @DisplayName("HT34: so does a target of HTTP/2 that gives room without end, and reads nothing")
    void holdsLittleForATargetThatGivesRoomAndDoesNotRead() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (FrameTarget stalling = FrameTarget.scripted(wire -> {
                    wire.settings(INITIAL_WINDOW, ENDLESS_ROOM).window(0, ENDLESS_ROOM - FIRST_ROOM);
                    new CountDownLatch(1).await();
                });
                Running gateway =
                        Running.of(new Setup().proxy(Setup.settings("/api", "h2c://127.0.0.1:" + stalling.port())))) {
            long before = DirectMemory.held();
            List<Wire> clients = new ArrayList<>();
            try {
                for (int i = 0; i < EXCHANGES; i++) {
                    Wire wire = gateway.connect();
                    clients.add(wire.send("PUT" + CALL + field("length", MANY) + "\r\n\r\n"));
                    Thread.ofVirtual().start(() -> flood(wire, PIECE, MANY, sent));
                }
                gateway.awaitStandstill(sent);
                assertThat((DirectMemory.held() - before) / EXCHANGES)
                        .as("bytes for each exchange")
                        .isLessThan(BOUND);
            } finally {
                clients.forEach(Wire::close);
                gateway.pass(Timeouts.DEFAULT.idle()); // else the stop waits for calls that wait for their target
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("HT33: a client that resets is gone, though nothing more of its body is read")
    @ValueSource(strings = {"http", "h2c"})
    void noticesAResetOfAClientThatIsNotRead(String scheme) throws Exception {
        AtomicLong sent = new AtomicLong();
        try (ServerSocket stalling = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
                Running gateway = Running.of(
                        new Setup().proxy(Setup.settings("/api", scheme + "://127.0.0.1:" + stalling.getLocalPort())));
                Wire client = gateway.connect()) {
            client.send("PUT" + CALL + field("length", MANY) + "\r\n\r\n");
            Thread.ofVirtual().start(() -> flood(client, PIECE, MANY, sent));
            gateway.awaitStandstill(sent);
            client.reset();

            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.CLIENT_GONE);
        }
    }

    private static String field(String framing, int pieces) {
        return switch (framing) {
            case "length" -> "Content-Length: " + (long) pieces * PIECE.length();
            case "chunked" -> "Transfer-Encoding: chunked";
            default -> "Connection: upgrade\r\nUpgrade: websocket";
        };
    }

    private static void flood(Wire wire, String piece, int pieces, AtomicLong sent) {
        flood(wire, piece, pieces, sent, () -> {});
    }

    private static void flood(Wire wire, String piece, int pieces, AtomicLong sent, Runnable pace) {
        try {
            for (int i = 0; i < pieces; i++) {
                pace.run();
                wire.send(piece);
                sent.addAndGet(piece.length());
            }
            wire.endOutput();
        } catch (UncheckedIOException e) {
            // the test is over
        }
    }
}
