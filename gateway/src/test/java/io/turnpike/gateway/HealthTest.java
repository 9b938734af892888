package io.turnpike.gateway;

import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.HealthCheck;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Target;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Targets that are not well (extensions 2, `health`).
class HealthTest {
    private static final HealthCheck CHECK = new HealthCheck("/healthz", Duration.ofSeconds(5), 2, 2);
    private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n";

    @Test
    @DisplayName("A target is taken out after bad answers in a row and brought back after good ones; 503 in between")
    void asksTheTarget() throws Exception {
        AtomicInteger status = new AtomicInteger(200);
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    for (String call = wire.readRequest(); !call.isEmpty(); call = wire.readRequest()) {
                        wire.send("HTTP/1.1 " + status.get() + " It\r\nContent-Length: 0\r\n\r\n");
                        if (call.startsWith("GET /base/healthz HTTP/1.1\r\nHost: 127.0.0.1:")) {
                            asked.add(call);
                        }
                    }
                });
                Running gateway = Running.of(new Setup()
                        .proxy(under("/x")
                                .target("http://127.0.0.1:" + target.port() + "/base/")
                                .health(CHECK)
                                .build()))) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(200);
            await(asked);
            status.set(500);
            assertThat(statusAfterQuestions(gateway, asked, 1)).isEqualTo(500);
            Wire.Answer refused = answerAfterQuestions(gateway, asked, 1);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body())
                    .isEqualTo("{\"fault\":{\"faultstring\":\"No active targets\",\"detail\":{\"errorcode\":"
                            + "\"messaging.adaptors.http.flow.NoActiveTargets\"}}}");
            status.set(302);
            assertThat(statusAfterQuestions(gateway, asked, 1)).isEqualTo(503);
            assertThat(statusAfterQuestions(gateway, asked, 1)).isEqualTo(302);
        }
    }

    @Test
    @DisplayName("Calls go past a target that says it is not well")
    void goesPastATargetThatIsNotWell() throws Exception {
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        try (RawTarget ill = RawTarget.scripted((wire, kept, _) -> {
                    for (String call = wire.readRequest(); !call.isEmpty(); call = wire.readRequest()) {
                        wire.send("HTTP/1.1 500 Ill\r\nContent-Length: 3\r\n\r\nill");
                        if (call.startsWith("GET /healthz ")) {
                            asked.add(call);
                        }
                    }
                });
                RawTarget well = RawTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell");
                Running gateway = Running.of(new Setup()
                        .proxy(under("/x")
                                .targets(
                                        Target.of("http://127.0.0.1:" + ill.port()),
                                        Target.of("http://127.0.0.1:" + well.port()))
                                .health(CHECK)
                                .build()))) {
            assertThat(gateway.exchange(GET).body()).isEqualTo("ill");
            await(asked);
            answerAfterQuestions(gateway, asked, 1);
            for (int i = 0; i < 4; i++) {
                assertThat(gateway.exchange(GET).body()).isEqualTo("well");
            }
        }
    }

    @Test
    @DisplayName("What is known of a target outlasts minutes without a call")
    void remembersWhileNobodyCalls() throws Exception {
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        try (RawTarget ill = RawTarget.scripted((wire, _, _) -> {
                    asked.add(wire.readRequest());
                    wire.send("HTTP/1.1 500 Ill\r\nContent-Length: 0\r\n\r\n");
                });
                Running gateway = Running.of(new Setup()
                        .proxy(under("/x")
                                .target("http://127.0.0.1:" + ill.port())
                                .health(CHECK)
                                .build()))) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(500);
            for (int i = 0; i < 2; i++) {
                gateway.pass(CHECK.every());
                await(asked);
            }
            for (int i = 0; i < 5; i++) {
                gateway.pass(Duration.ofMinutes(1));
                gateway.awaitTick();
            }
            assertThat(gateway.exchange(GET).status()).isEqualTo(503);
        }
    }

    @Test
    @DisplayName("PX3: a target that another revision replaced is asked no more; where it comes back it is asked again")
    void asksNobodyWhoWasReplaced() throws Exception {
        BlockingQueue<String> askedFirst = new LinkedBlockingQueue<>();
        BlockingQueue<String> askedSecond = new LinkedBlockingQueue<>();
        try (RawTarget first = well(askedFirst);
                RawTarget second = well(askedSecond);
                Running gateway = Running.of(new Setup().proxy(checked(first, CHECK)))) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(200);
            await(askedFirst);
            replace(gateway, checked(first, CHECK)); // by what means the same
            gateway.pass(CHECK.every());
            await(askedFirst);

            replace(gateway, checked(second, CHECK));
            assertThat(gateway.exchange(GET).status()).isEqualTo(200);
            await(askedSecond);
            for (int i = 0; i < 3; i++) {
                gateway.pass(CHECK.every());
                await(askedSecond);
            }
            gateway.awaitTick();
            assertThat(askedFirst).isEmpty();

            replace(gateway, checked(first, CHECK));
            gateway.awaitTick();
            gateway.pass(CHECK.every());
            await(askedFirst);
        }
    }

    @Test
    @DisplayName("A health check that was changed asks in the place of the former one, and not beside it")
    void asksByTheChangedCheckAlone() throws Exception {
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        HealthCheck changed = new HealthCheck("/changed", CHECK.every(), 2, 2);
        try (RawTarget target = well(asked);
                Running gateway = Running.of(new Setup().proxy(checked(target, CHECK)))) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(200);
            assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo("/healthz");
            replace(gateway, checked(target, changed));
            assertThat(gateway.exchange(GET).status()).isEqualTo(200);
            for (int i = 0; i < 4; i++) {
                assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo("/changed");
                gateway.pass(CHECK.every());
            }
        }
    }

    /// Tells of each question, by its path.
    private static RawTarget well(BlockingQueue<String> asked) throws Exception {
        return RawTarget.scripted((wire, _, _) -> {
            for (String call = wire.readRequest(); !call.isEmpty(); call = wire.readRequest()) {
                wire.send(RawTarget.OK);
                if (!call.startsWith("GET / ")) {
                    asked.add(call.split(" ")[1]);
                }
            }
        });
    }

    private static ProxySettings checked(RawTarget target, HealthCheck check) {
        return under("/x")
                .target("http://127.0.0.1:" + target.port())
                .health(check)
                .build();
    }

    private static void replace(Running gateway, ProxySettings settings) {
        gateway.setup.withoutProxies().proxy(settings);
        gateway.redeploy();
    }

    @Test
    @DisplayName("Calls that break tell too: after three a target rests for ten seconds, if there is another")
    void restsATargetThatBreaksCalls() throws Exception {
        AtomicInteger broken = new AtomicInteger();
        try (RawTarget breaking = RawTarget.scripted((wire, _, _) -> {
                    wire.readRequest();
                    broken.incrementAndGet();
                });
                RawTarget well = RawTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell");
                Running gateway = Running.of(new Setup()
                        .proxy(under("/x")
                                .targets(
                                        Target.of("http://127.0.0.1:" + breaking.port()),
                                        Target.of("http://127.0.0.1:" + well.port()))
                                .build())
                        .proxy(under("/alone")
                                .target("http://127.0.0.1:" + breaking.port())
                                .build()))) {
            for (int i = 0; i < 20; i++) {
                gateway.exchange(GET);
            }
            assertThat(broken).hasValue(3);
            assertThat(gateway.exchange(GET.replace("/x", "/alone")).status()).isEqualTo(502);
            gateway.pass(Duration.ofSeconds(11));
            gateway.awaitTick();
            assertThat(gateway.exchange(GET).status() + gateway.exchange(GET).status())
                    .isEqualTo(502 + 200);
        }
    }

    private static int statusAfterQuestions(Running gateway, BlockingQueue<String> asked, int questions)
            throws Exception {
        return answerAfterQuestions(gateway, asked, questions).status();
    }

    /// Lets time pass until the target was asked so often, and calls then.
    private static Wire.Answer answerAfterQuestions(Running gateway, BlockingQueue<String> asked, int questions)
            throws Exception {
        for (int i = 0; i < questions; i++) {
            gateway.pass(CHECK.every());
            await(asked);
        }
        gateway.awaitTick();
        return gateway.exchange(GET);
    }

    private static void await(BlockingQueue<String> asked) throws InterruptedException {
        if (asked.poll(10, TimeUnit.SECONDS) == null) {
            throw new AssertionError("the target was not asked");
        }
    }
}
