package io.turnpike.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that stops, and proxies that change, while calls go on.
class DrainTest {
    private static final int CONNECTIONS = 16;
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    @TempDir
    Path folder;

    @Test
    @DisplayName("SIGTERM under load: every call that was sent is answered, and the connections say that they close")
    void answersEveryCallWhenItStops() throws Exception {
        try (Upstream upstream = Upstream.start();
                Turnpike turnpike = Turnpike.on(folder).ready()) {
            LoadClient load = load(turnpike, upstream.url());
            load.awaitAnswers(5_000);

            assertThat(turnpike.stop()).isEqualTo(143);
            assertAllAnswered(load.join());
        }
    }

    @Test
    @DisplayName("SIGTERM: the listener closes first, and the calls under way are answered behind it")
    void answersTheCallsUnderWay() throws Exception {
        try (Upstream upstream = Upstream.holding(CONNECTIONS);
                Turnpike turnpike = Turnpike.on(folder).ready()) {
            LoadClient load = load(turnpike, upstream.url());
            upstream.awaitCalls();
            turnpike.sigterm();
            awaitRefused(turnpike.gateway());
            upstream.release();

            assertThat(turnpike.exit()).isEqualTo(143);
            assertAllAnswered(load.join());
        }
    }

    @Test
    @DisplayName("PX3: new revisions take over, to another target each, and no call fails")
    void failsNoCallWhenRevisionsTakeOver() throws Exception {
        try (Upstream first = Upstream.start();
                Upstream second = Upstream.start();
                Turnpike turnpike = Turnpike.on(folder).ready()) {
            LoadClient load = load(turnpike, first.url());
            for (int revision = 2; revision <= 12; revision++) {
                load.awaitAnswers(revision * 500L);
                URI target = (revision % 2 == 0 ? second : first).url();
                turnpike.admin().replaceRevision("weather", revision, "/v1/weather", target);
            }
            load.awaitAnswers(8_000);
            turnpike.stop();

            assertAllAnswered(load.join());
            assertThat(first.calls()).isPositive();
            assertThat(second.calls()).isPositive();
        }
    }

    private static LoadClient load(Turnpike turnpike, URI target) throws IOException, InterruptedException {
        Admin admin = turnpike.admin();
        admin.proxy("weather", "/v1/weather", target);
        admin.developer("grace@example.com");
        admin.product("wide", "weather", Quota.lasting(Duration.ofMinutes(10), 1_000_000_000, Quota.Unit.DAY));
        String key = admin.app("grace@example.com", "shop", "wide").key();
        return LoadClient.start(turnpike.gateway(), List.of(key), CONNECTIONS, ENDLESS);
    }

    private static void awaitRefused(URI gateway) throws IOException {
        try {
            while (true) {
                new Socket(gateway.getHost(), gateway.getPort()).close();
            }
        } catch (SocketException e) {
            // refused; or reset, where the listener closed between the two
        }
    }

    private static void assertAllAnswered(List<LoadClient.Tally> tallies) {
        for (LoadClient.Tally tally : tallies) {
            assertThat(tally.allowed()).as("%s", tally).isEqualTo(tally.sent()).isPositive();
        }
    }
}
