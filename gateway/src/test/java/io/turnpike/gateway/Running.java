package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.Catalogue;
import io.turnpike.gateway.admission.Enforced;
import io.turnpike.gateway.admission.Turnstile;
import io.turnpike.gateway.exchange.ExchangeConfig;
import io.turnpike.gateway.exchange.Patience;
import io.turnpike.quota.InMemoryCounters;
import io.turnpike.quota.InMemoryPaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A gateway in front of a setup, on a free port, with a clock that is moved by hand.
final class Running implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-10T10:59:30Z");

    final Setup setup;
    final FakeUsageLog usage = new FakeUsageLog();
    private final HandClock clock = new HandClock(START);
    private final Gateway gateway;
    private volatile Catalogue catalogue;
    private boolean closed;

    private Running(Setup setup) {
        this.setup = setup;
        Patience patience = Patience.DEFAULT;
        Patience quick = new Patience(
                patience.head(),
                patience.bodySilence(),
                patience.bodyPace(),
                patience.keepAlive(),
                patience.ownContinue(),
                patience.linger(),
                patience.drain(),
                patience.targetKeepAlive(),
                Duration.ofMillis(5));
        this.catalogue = setup.catalogue();
        this.gateway = Gateway.start(
                new GatewayConfig(
                        "127.0.0.1",
                        0,
                        1,
                        new ExchangeConfig("turnpike", false, setup.trusted, setup.targetConnections, quick),
                        Optional.ofNullable(setup.tls).map(tls -> new GatewayConfig.Secure(0, tls))),
                new Gateway.Parts(
                        new Enforced(() -> catalogue, () -> setup.keys, () -> setup.tokens),
                        setup.vault,
                        new Turnstile.Stores(new InMemoryCounters(), new InMemoryPaces()),
                        usage,
                        clock,
                        setup.reserved,
                        setup.verifier));
    }

    static Running of(Setup setup) {
        return new Running(setup);
    }

    /// In front of one target, under `/api`.
    static Running before(RawTarget target) {
        return of(new Setup().proxy("/api", target.port()));
    }

    /// From now on calls are decided by what the setup says now.
    void redeploy() {
        catalogue = setup.catalogue();
    }

    /// Does something while the gateway's loop stands still.
    void still(Runnable step) {
        clock.still(step);
    }

    Wire connect() {
        return Wire.to(gateway.port());
    }

    int port() {
        return gateway.port();
    }

    int securePort() {
        return gateway.securePort();
    }

    /// Sends some bytes on a connection of their own, and reads one answer.
    Wire.Answer exchange(String bytes) throws IOException {
        try (Wire wire = connect()) {
            return wire.send(bytes).readAnswer();
        }
    }

    /// Lets time go by, and waits until the gateway knows.
    void pass(Duration time) {
        clock.pass(time);
    }

    /// Waits until the gateway has read what was sent to it before.
    void awaitTick() {
        clock.awaitTick();
    }

    /// Waits until nobody gets rid of anything any more.
    ///
    /// @param sent so far
    void awaitStandstill(AtomicLong sent) {
        long seen = -1;
        while (seen < sent.get() || seen == 0) {
            seen = sent.get();
            for (int i = 0; i < 20; i++) {
                awaitTick();
            }
        }
    }

    /// Waits until no connection is accepted any more, and the loop knows: it soon ends one that has no call then.
    void awaitDraining(Wire idle) throws IOException {
        try {
            while (true) {
                connect().close();
            }
        } catch (UncheckedIOException e) {
            pass(Duration.ofSeconds(5));
            assertThat(idle.isEnded()).isTrue();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            gateway.close();
        }
    }
}
