package io.turnpike.gateway;

import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Several targets of one proxy (extensions 2).
class BalancingTest {
    private static final String KEYED = " HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n";

    /// Has a port, and does not listen on it.
    private static Socket held;

    @BeforeAll
    static void holdAPort() throws Exception {
        held = new Socket();
        held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterAll
    static void letItGo() throws Exception {
        held.close();
    }

    @Test
    @DisplayName("Weights are kept, and the heavy target's calls are spread between the others'")
    void takesTurnsByWeight() throws Exception {
        try (RawTarget heavy = named("h");
                RawTarget light = named("l");
                Running gateway = Running.of(new Setup()
                        .proxy(under("/x").targets(url(heavy, 3), url(light, 1)).build()));
                Wire wire = gateway.connect()) {
            StringBuilder order = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                order.append(wire.send("GET /x" + KEYED + "\r\n").readAnswer().body());
            }
            assertThat(order).hasToString("hhlhhhlh");
        }
    }

    @Test
    @DisplayName("The target with the fewest calls under way for its weight is next")
    void goesPastABusyTarget() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        try (RawTarget busy = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readRequest());
                    answers.await();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb");
                });
                RawTarget quick = named("q");
                Running gateway = Running.of(new Setup()
                        .proxy(under("/x").targets(url(busy, 2), url(quick, 1)).build()));
                Wire waiting = gateway.connect().send("GET /x" + KEYED + "\r\n")) {
            busy.request();
            for (int i = 0; i < 4; i++) {
                assertThat(gateway.exchange("GET /x" + KEYED + "\r\n").body()).isEqualTo("q");
            }
            answers.countDown();
            assertThat(waiting.readAnswer().body()).isEqualTo("b");
            gateway.awaitTick();
            assertThat(gateway.exchange("GET /x" + KEYED + "\r\n").body()
                            + gateway.exchange("GET /x" + KEYED + "\r\n").body())
                    .contains("b");
        }
    }

    @Test
    @DisplayName("HT31: a target that cannot be reached is passed over, whatever the method: nothing went out yet")
    void passesOverATargetThatCannotBeReached() throws Exception {
        try (RawTarget good = named("g");
                Running gateway = Running.of(new Setup()
                        .proxy(under("/x").targets(refusing(), url(good, 1)).build()))) {
            for (int i = 0; i < 4; i++) {
                assertThat(gateway.exchange("POST /x" + KEYED + "Content-Length: 2\r\n\r\nhi")
                                .body())
                        .isEqualTo("g");
                assertThat(good.request()).endsWith("\r\n\r\nhi");
            }
            assertThat(gateway.usage.decided).hasSize(4);
        }
    }

    @Test
    @DisplayName("Ruling 23: no target can be reached: 503")
    void answersWhereNoneCanBeReached() throws Exception {
        try (Running gateway = Running.of(
                new Setup().proxy(under("/x").targets(refusing(), refusing()).build()))) {
            assertThat(gateway.exchange("GET /x" + KEYED + "\r\n").body())
                    .isEqualTo("{\"fault\":{\"faultstring\":\"The Service is temporarily unavailable\",\"detail\":"
                            + "{\"errorcode\":\"messaging.adaptors.http.flow.ServiceUnavailable\"}}}");
        }
    }

    @Test
    @DisplayName("PX1: each target's own path and name are used")
    void sendsEachTargetItsOwnPath() throws Exception {
        try (RawTarget first = named("a");
                RawTarget second = named("b");
                Running gateway = Running.of(new Setup()
                        .proxy(under("/x")
                                .targets(
                                        Target.of("http://127.0.0.1:" + first.port() + "/one"),
                                        Target.of("http://127.0.0.1:" + second.port() + "/two"))
                                .build()))) {
            gateway.exchange("GET /x/y" + KEYED + "\r\n");
            gateway.exchange("GET /x/y" + KEYED + "\r\n");

            assertThat(first.request()).startsWith("GET /one/y HTTP/1.1\r\nHost: 127.0.0.1:" + first.port());
            assertThat(second.request()).startsWith("GET /two/y HTTP/1.1\r\nHost: 127.0.0.1:" + second.port());
        }
    }

    private static RawTarget named(String name) {
        return RawTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + name);
    }

    private static Target url(RawTarget target, int weight) {
        return Target.of("http://127.0.0.1:" + target.port(), weight);
    }

    private static Target refusing() {
        return Target.of("http://127.0.0.1:" + held.getLocalPort());
    }
}
