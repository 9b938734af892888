package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.turnpike.gateway.fuzz.FrameCode;
import io.turnpike.gateway.target.OffLoopResolver;
import io.turnpike.model.ProxySettingsBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// How many connections there are to a target, how long they are kept, and where they lead.
class TargetConnectionsTest {
    private static final String GET = "GET /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n";

    private final Semaphore answers = new Semaphore(0);

    @Test
    @DisplayName("Calls beyond `gateway.target-connections` wait for one to come free; beyond as many again it is 503")
    void letsCallsWaitForAConnection() throws Exception {
        try (RawTarget target = holding();
                Running gateway = withOneConnection(target);
                Wire first = gateway.connect().send(GET)) {
            target.request();
            try (Wire second = gateway.connect().send(GET)) {
                gateway.usage.awaitDecided(2);
                gateway.awaitTick();
                assertThat(gateway.exchange(GET).status()).isEqualTo(503);
                answers.release(2);

                assertThat(first.readAnswer().status()).isEqualTo(200);
                assertThat(second.readAnswer().status()).isEqualTo(200);
                assertThat(target.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("The next call of a client that sends ahead comes behind those that wait for a connection already")
    void letsCallsHaveTheirTurn() throws Exception {
        String ahead = GET + GET.replace("/x", "/ahead");
        try (RawTarget target = holding();
                Running gateway = withConnections(2, target.port());
                Wire first = gateway.connect().send(ahead);
                Wire second = gateway.connect().send(ahead)) {
            target.request();
            target.request();
            try (Wire waiting = gateway.connect().send(GET.replace("/x", "/waiting"))) {
                gateway.usage.awaitDecided(3);
                gateway.awaitTick();
                answers.release(1);
                assertThat(target.request()).startsWith("GET /waiting ");
                answers.release(4);

                assertThat(waiting.readAnswer().status()).isEqualTo(200);
                for (Wire each : List.of(first, second)) {
                    assertThat(each.readAnswer().status()).isEqualTo(200);
                    assertThat(each.readAnswer().status()).isEqualTo(200);
                }
                assertThat(target.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    @DisplayName("HT32: a call waits for a connection as long as for making one, and the target is none the worse")
    void givesUpWaitingForAConnection() throws Exception {
        try (RawTarget target = holding();
                Running gateway = withOneConnection(target);
                Wire first = gateway.connect().send(GET)) {
            target.request();
            try (Wire second = gateway.connect().send(GET)) {
                gateway.usage.awaitDecided(2);
                gateway.awaitTick();
                gateway.pass(ProxySettingsBuilder.PATIENT.connect());
                assertThat(second.readAnswer().status()).isEqualTo(503);
            }
            answers.release(2);
            assertThat(first.readAnswer().status()).isEqualTo(200);
            assertThat(gateway.exchange(GET).status()).isEqualTo(200);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("A connection that breaks makes room for the next call that waits")
    void makesRoomWhereAConnectionBreaks() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, number) -> {
                    kept.keep(wire.readRequest());
                    answers.acquire();
                    if (number > 1) {
                        wire.send(RawTarget.OK);
                    }
                });
                Running gateway = withOneConnection(target);
                Wire first = gateway.connect().send(GET)) {
            target.request();
            try (Wire second = gateway.connect().send(GET)) {
                gateway.usage.awaitDecided(2);
                answers.release(2);
                assertThat(first.readAnswer().status()).isEqualTo(502);
                assertThat(second.readAnswer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    @DisplayName("A connection is used for five minutes at most: the target's name may mean another address by then")
    void doesNotKeepAConnectionForEver() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            for (int i = 0; i < 10; i++) {
                wire.send(GET).readAnswer();
                assertThat(target.connections()).isEqualTo(1);
                gateway.pass(Duration.ofSeconds(30));
                gateway.awaitTick();
            }
            wire.send(GET).readAnswer();
            wire.send(GET).readAnswer();
            assertThat(target.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("The same holds for one that calls share, by HTTP/2")
    void doesNotShareAConnectionForEver() throws Exception {
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    while (true) {
                        wire.headers(wire.next(FrameCode.HEADERS).stream(), FrameCode.END_STREAM, ":status", "200");
                    }
                });
                Running gateway =
                        Running.of(new Setup().proxy(Setup.settings("/api", "h2c://127.0.0.1:" + target.port())))) {
            for (int i = 0; i < 10; i++) {
                assertThat(gateway.exchange(GET).status()).isEqualTo(200);
                assertThat(target.connections()).isEqualTo(1);
                gateway.pass(Duration.ofSeconds(30));
            }
            assertThat(gateway.exchange(GET).status()).isEqualTo(200);
            assertThat(target.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("One that is old takes calls still where a long one keeps it open and there may be no other")
    void sharesAnOldConnectionWhereThereMayBeNoOther() throws Exception {
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    wire.headers(wire.next(FrameCode.HEADERS).stream(), 0, ":status", "200");
                    while (true) {
                        wire.headers(wire.next(FrameCode.HEADERS).stream(), FrameCode.END_STREAM, ":status", "200");
                    }
                });
                Running gateway = withOneConnection(target.port());
                FrameWire client = FrameWire.to(gateway.port())) {
            String[] call = FrameWire.call("POST", "/api/x", "content-type", "application/grpc", "te", "trailers");
            client.headers(1, 0, call).next(FrameCode.HEADERS);
            gateway.pass(Duration.ofMinutes(5));
            client.headers(3, FrameCode.END_STREAM, call);

            assertThat(client.answer(3).status()).isEqualTo(200);
            assertThat(client.answer(3).field("grpc-status")).isNull();
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("A name is resolved anew for each connection, and its addresses take turns")
    void followsChangedAddresses() throws Exception {
        AtomicReference<InetAddress[]> known = new AtomicReference<>(addresses("127.0.0.1"));
        EventExecutor loop = new DefaultEventExecutor();
        try (OffLoopResolver resolver = new OffLoopResolver(Runnable::run, _ -> known.get())) {
            assertThat(resolved(resolver, loop)).isEqualTo("127.0.0.1");
            known.set(addresses("127.0.0.2", "127.0.0.3"));
            assertThat(resolved(resolver, loop)).isEqualTo("127.0.0.3");
            assertThat(resolved(resolver, loop)).isEqualTo("127.0.0.2");
            assertThat(resolved(resolver, loop)).isEqualTo("127.0.0.3");
        } finally {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    @DisplayName("While a name is slow to be resolved, all connections wait for one answer, good or bad")
    void resolvesANameOnceAtATime() throws Exception {
        Queue<Runnable> lookups = new ArrayDeque<>();
        AtomicReference<InetAddress[]> known = new AtomicReference<>();
        EventExecutor loop = new DefaultEventExecutor();
        try (OffLoopResolver resolver = new OffLoopResolver(lookups::add, name -> {
            if (known.get() == null) {
                throw new UnknownHostException(name);
            }
            return known.get();
        })) {
            var first = resolving(resolver, loop);
            var second = resolving(resolver, loop);
            assertThat(lookups).hasSize(1);
            lookups.remove().run();
            assertThat(first.await().cause()).isInstanceOf(UnknownHostException.class);
            assertThat(second.await().cause()).isInstanceOf(UnknownHostException.class);

            known.set(addresses("127.0.0.2"));
            var third = resolving(resolver, loop);
            lookups.remove().run();
            assertThat(third.get().getAddress().getHostAddress()).isEqualTo("127.0.0.2");
        } finally {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    void tellsWhoAsksThatALookUpBrokeAndLooksUpAgain() throws Exception {
        EventExecutor loop = new DefaultEventExecutor();
        AtomicInteger lookUps = new AtomicInteger();
        try (OffLoopResolver resolver = new OffLoopResolver(Runnable::run, _ -> {
                    throw new IllegalStateException("look-up " + lookUps.incrementAndGet());
                });
                OffLoopResolver busy = new OffLoopResolver(
                        _ -> {
                            throw new RejectedExecutionException("look-up " + lookUps.incrementAndGet());
                        },
                        _ -> addresses("127.0.0.1"))) {
            assertThat(resolving(resolver, loop).await().cause()).hasMessage("look-up 1");
            assertThat(resolving(resolver, loop).await().cause()).hasMessage("look-up 2");
            assertThat(resolving(busy, loop).await().cause()).hasMessage("look-up 3");
            assertThat(resolving(busy, loop).await().cause()).hasMessage("look-up 4");
        } finally {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        }
    }

    private static String resolved(OffLoopResolver resolver, EventExecutor loop) throws Exception {
        return resolving(resolver, loop).get().getAddress().getHostAddress();
    }

    private static Future<InetSocketAddress> resolving(OffLoopResolver resolver, EventExecutor loop) {
        return resolver.getResolver(loop).resolve(InetSocketAddress.createUnresolved("target.example", 80));
    }

    private static InetAddress[] addresses(String... literals) {
        return Stream.of(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    private static Running withOneConnection(RawTarget target) {
        return withOneConnection(target.port());
    }

    private static Running withOneConnection(int targetPort) {
        return withConnections(1, targetPort);
    }

    private static Running withConnections(int most, int targetPort) {
        Setup setup = new Setup().proxy("/api", targetPort);
        setup.targetConnections = most;
        return Running.of(setup);
    }

    /// Answers a request for each permit.
    private RawTarget holding() {
        return RawTarget.scripted((wire, kept, _) -> {
            while (!kept.keep(wire.readRequest()).isEmpty()) {
                answers.acquire();
                wire.send(RawTarget.OK);
            }
        });
    }
}
