package io.turnpike.gateway;

import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.Decision;
import io.turnpike.decision.Refusal;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Quota;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// How many calls of a proxy are under way at one time (extensions 2, `maxConcurrent`).
class ConcurrencyTest {
    private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n";

    @Test
    @DisplayName("A call over maxConcurrent is 503, charged nothing, and told apart by its reason")
    void refusesACallTooMany() throws Exception {
        Semaphore answers = new Semaphore(0);
        try (RawTarget target = holding(answers);
                Running gateway =
                        Running.of(new Setup().quota(9, 1, Quota.Unit.HOUR).proxy(bounded(2, target)));
                Wire first = gateway.connect();
                Wire second = gateway.connect()) {
            first.send(GET);
            second.send(GET);
            target.request();
            target.request();

            Wire.Answer refused = gateway.exchange(GET);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body())
                    .isEqualTo("{\"fault\":{\"faultstring\":\"The Service is temporarily unavailable\",\"detail\":"
                            + "{\"errorcode\":\"messaging.adaptors.http.flow.ServiceUnavailable\"}}}");
            assertThat(gateway.usage.decided.getLast().charges()).isEmpty();
            assertThat(gateway.usage.decided.getLast().decision())
                    .isInstanceOfSatisfying(
                            Decision.Refused.class,
                            decision -> assertThat(decision.refusal()).isEqualTo(Refusal.TOO_MANY_CALLS));

            answers.release(1);
            assertThat(gateway.usage.nextEnded().status()).isEqualTo(503);
            assertThat(gateway.usage.nextEnded().status()).isEqualTo(200);
            answers.release(2);
            Wire.Answer next = gateway.exchange(GET);
            assertThat(next.status()).isEqualTo(200);
            assertThat(next.field("X-RateLimit-Remaining")).isEqualTo("6");
            assertThat(first.readAnswer().status() + second.readAnswer().status())
                    .isEqualTo(200 + 200);
        }
    }

    @Test
    @DisplayName(
            "A place is given back however a call ends: refused by its quota, broken by its target, left by its client")
    void givesPlacesBack() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readRequest());
                    if (kept.connections() == 1) {
                        kept.keep("closed " + wire.readHead());
                    }
                });
                Running gateway =
                        Running.of(new Setup().quota(2, 1, Quota.Unit.HOUR).proxy(bounded(1, target)))) {
            Wire leaving = gateway.connect().send(GET);
            target.request();
            assertThat(gateway.exchange(GET).status()).isEqualTo(503);
            gateway.usage.nextEnded();
            leaving.reset();
            target.request();
            gateway.usage.nextEnded();

            assertThat(gateway.exchange(GET).status()).isEqualTo(502);
            assertThat(gateway.exchange(GET).status()).isEqualTo(429);
            assertThat(gateway.exchange(GET).status()).isEqualTo(429);
        }
    }

    private static ProxySettings bounded(int calls, RawTarget target) {
        return under("/x")
                .target("http://127.0.0.1:" + target.port())
                .maxConcurrent(calls)
                .build();
    }

    /// Answers a request for each permit.
    private static RawTarget holding(Semaphore answers) {
        return RawTarget.scripted((wire, kept, _) -> {
            while (!kept.keep(wire.readRequest()).isEmpty()) {
                answers.acquire();
                wire.send(RawTarget.OK);
            }
        });
    }
}
