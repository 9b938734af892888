package io.turnpike.gateway;

import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.model.ProxySettings;
import io.turnpike.model.Timeouts;
import io.turnpike.usage.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Targets and clients that take their time (http HT32), and what a proxy's `timeouts` say of it.
class TimeoutTest {
    private static final String KEYED = " /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n";
    private static final Timeouts SHORT = new Timeouts(
            Duration.ofMillis(200),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Optional.of(Duration.ofSeconds(50)));

    @Test
    @DisplayName("HT32: `timeouts.connect` bounds the wait for a connection that does not come: 503")
    void givesUpConnecting() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> queue = new ArrayList<>();
            try (Running gateway = Running.of(new Setup().proxy(to(full.getLocalPort())))) {
                while (queue.size() < 8 && canConnect(full, queue)) {} // until the system takes no more for it
                assertThat(gateway.exchange("GET" + KEYED + "\r\n").status()).isEqualTo(503);
            } finally {
                for (Socket socket : queue) {
                    socket.close();
                }
            }
        }
    }

    @Test
    @DisplayName("`timeouts.idle`: an answer that stops in the middle is cut")
    void cutsAnAnswerThatStops() throws Exception {
        try (RawTarget target = stopping();
                Running gateway = Running.of(new Setup().proxy(to(target.port())));
                Wire wire = gateway.connect().send("GET" + KEYED + "\r\n")) {
            wire.readHead();
            assertThat(wire.read(3)).isEqualTo("abc");
            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(20));

            assertThatThrownBy(wire::readAll).isInstanceOf(IOException.class);
            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.TARGET_GONE);
        }
    }

    @Test
    @DisplayName("`timeouts.idle`: it ends the wait for an answer too; what its client sends begins it anew")
    void answersWhereNothingComes() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readHead());
                    kept.keep(wire.read(1));
                    wire.readAll();
                });
                Running gateway = Running.of(new Setup().proxy(to(target.port())));
                Wire wire = gateway.connect().send("POST" + KEYED + "Content-Length: 1\r\n\r\n")) {
            target.request();
            gateway.pass(Duration.ofSeconds(9));
            wire.send("x");
            target.request();
            gateway.pass(Duration.ofSeconds(19));
            gateway.awaitTick();
            assertThat(gateway.usage.ended).isEmpty();
            gateway.pass(Duration.ofSeconds(1));
            assertThat(wire.readAnswer().status()).isEqualTo(504);
        }
    }

    @Test
    @DisplayName("`timeouts.total`: a call that takes too long ends, however lively it is")
    void endsACallThatTakesTooLong() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, _, _) -> {
                    wire.readRequest();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
                    wire.send("x").readAll();
                });
                Running gateway = Running.of(new Setup().proxy(to(target.port())));
                Wire wire = gateway.connect().send("GET" + KEYED + "\r\n")) {
            wire.readHead();
            assertThat(wire.read(1)).isEqualTo("x");
            gateway.pass(Duration.ofSeconds(19));
            gateway.awaitTick();
            assertThat(gateway.usage.ended).isEmpty();
            gateway.pass(Duration.ofSeconds(31));

            assertThatThrownBy(wire::readAll).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("`timeouts.total`: before the answer began it is 504")
    void answersWhereTheTotalIsOver() throws Exception {
        Timeouts patient = new Timeouts(
                Duration.ofSeconds(3), Duration.ofHours(1), Duration.ofHours(1), Optional.of(Duration.ofSeconds(50)));
        try (RawTarget target = stopping("");
                Running gateway = Running.of(new Setup()
                        .proxy(under("/api")
                                .target("http://127.0.0.1:" + target.port())
                                .timeouts(patient)
                                .build()));
                Wire wire = gateway.connect().send("GET" + KEYED + "\r\n")) {
            target.request();
            gateway.pass(Duration.ofSeconds(50));
            assertThat(wire.readAnswer().status()).isEqualTo(504);
        }
    }

    @Test
    @DisplayName(
            "HT32: behind an answer that began, a body may come as slowly as it likes, but not stand still for 30 s")
    void waitsLongerForABodyBehindItsAnswer() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
                    while (true) {
                        kept.keep(wire.read(1));
                    }
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect().send("POST" + KEYED + "Content-Length: 100\r\n\r\n")) {
            wire.readHead();
            for (int i = 0; i < 4; i++) {
                gateway.pass(Duration.ofSeconds(20));
                gateway.awaitTick();
                wire.send("x");
                assertThat(target.request()).isEqualTo("x");
                gateway.awaitTick();
            }
            gateway.pass(Duration.ofSeconds(30));
            assertThat(wire.read(2)).isEqualTo("ab");
            assertThatThrownBy(wire::readAll).isInstanceOf(IOException.class);
        }
    }

    private static ProxySettings to(int port) {
        return under("/api").target("http://127.0.0.1:" + port).timeouts(SHORT).build();
    }

    private static RawTarget stopping() {
        return stopping("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
    }

    /// Says so much, and no more.
    private static RawTarget stopping(String words) {
        return RawTarget.scripted((wire, kept, _) -> {
            kept.keep(wire.readRequest());
            wire.send(words).readAll();
        });
    }

    private static boolean canConnect(ServerSocket full, List<Socket> queue) throws IOException {
        Socket socket = new Socket();
        queue.add(socket);
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()), 100);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
