package io.turnpike.gateway;

import static io.turnpike.gateway.fuzz.FrameCode.HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Bodies that come a byte at a time, each in a read of its own, while somebody keeps them (HT34).
class DribbleTest {
    private static final int EXCHANGES = 8;
    private static final int BYTES = 100;
    /// Bytes of memory for each exchange, those that its connections keep anyhow included. A read takes no less than
    /// 512.
    private static final long BOUND = 24 * 1024;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW = 4;
    private static final String CALL = " /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n";
    private static final String LENGTH = "Content-Length: 100000\r\n\r\n";

    private final List<Runnable> drips = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private long before;

    @BeforeEach
    void measure() {
        before = DirectMemory.held();
    }

    @Test
    @DisplayName("HT31: of a request that may have to be sent once more")
    void holdsLittleToRepeat() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, _, _) -> {
                    wire.readHead();
                    wire.send(RawTarget.OK);
                    new CountDownLatch(1).await();
                });
                Running gateway = Running.before(target)) {
            for (int i = 0; i < EXCHANGES; i++) {
                Wire wire = opened(gateway.connect());
                wire.send("GET" + CALL + "\r\n").readAnswer();
                wire.send("PUT" + CALL + LENGTH);
                drips.add(() -> wire.send("x"));
            }
            holdsLittle(gateway);
        }
    }

    @Test
    @DisplayName("Runtime 3.2: of a GraphQL request that is not decided yet")
    void holdsLittleToDecide() throws Exception {
        try (Running gateway = Running.of(new Setup().graphQl("allowed").proxy("/api", 1))) {
            for (int i = 0; i < EXCHANGES; i++) {
                Wire wire = opened(gateway.connect());
                wire.send("POST" + CALL.replace("/x", "") + "Content-Type: application/json\r\n" + LENGTH);
                drips.add(() -> wire.send("x"));
            }
            holdsLittle(gateway);
        }
    }

    @Test
    @DisplayName("of an HTTP/2 request whose target gives no room")
    void holdsLittleForATargetWithoutRoom() throws Exception {
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    wire.settings(INITIAL_WINDOW, 0);
                    new CountDownLatch(1).await();
                });
                Running gateway =
                        Running.of(new Setup().proxy(Setup.settings("/api", "h2c://127.0.0.1:" + target.port())))) {
            for (int i = 0; i < EXCHANGES; i++) {
                FrameWire wire = opened(FrameWire.to(gateway.port()));
                wire.headers(1, 0, FrameWire.call("PUT", "/api/x"));
                drips.add(() -> wire.data(1, 0, "x"));
            }
            holdsLittle(gateway);
        }
    }

    @Test
    @DisplayName("of an HTTP/2 answer whose client gives no room")
    void holdsLittleOfAnAnswerWithoutRoom() throws Exception {
        BlockingQueue<FrameWire> targets = new LinkedBlockingQueue<>();
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    wire.settings(MAX_CONCURRENT_STREAMS, 1);
                    targets.add(wire);
                    new CountDownLatch(1).await();
                });
                Running gateway =
                        Running.of(new Setup().proxy(Setup.settings("/api", "h2c://127.0.0.1:" + target.port())))) {
            for (int i = 0; i < EXCHANGES; i++) {
                FrameWire client =
                        opened(FrameWire.to(gateway.port(), INITIAL_WINDOW, 0)).get(1, "/api/x");
                FrameWire wire = opened(targets.take());
                int stream = wire.next(HEADERS).stream();
                wire.headers(stream, 0, ":status", "200");
                client.next(HEADERS);
                drips.add(() -> wire.data(stream, 0, "x"));
            }
            holdsLittle(gateway);
        }
    }

    private void holdsLittle(Running gateway) throws Exception {
        for (int i = 0; i < BYTES; i++) {
            drips.forEach(Runnable::run);
            gateway.awaitTick();
        }
        long held = DirectMemory.held() - before;
        for (AutoCloseable wire : open) {
            wire.close();
        }

        assertThat(held / EXCHANGES).as("bytes for each exchange").isLessThan(BOUND);
    }

    private <T extends AutoCloseable> T opened(T wire) {
        open.add(wire);
        return wire;
    }
}
