package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final List<Decided> recorded = new ArrayList<>();
    private final CountedCalls calls = new CountedCalls(new WrittenDown());
    private final UsageLog.Appender appender = calls.appender(Runnable::run);

    @Test
    void countsCallsByTheErrorCodeOfTheirRefusal() {
        Metrics metrics = new Metrics(calls);
        call(null);
        call("oauth.v2.InvalidApiKey");
        metrics.text();
        call("oauth.v2.InvalidApiKey");

        assertThat(metrics.text().lines())
                .contains("turnpike_calls_total{fault=\"none\"} 1.0")
                .contains("turnpike_calls_total{fault=\"oauth.v2.InvalidApiKey\"} 2.0");
    }

    @Test
    void asksForAGaugeWithEachReading() {
        int[] keys = {1};
        Metrics metrics = new Metrics(calls).gauge("turnpike.keys", "Keys in memory", () -> keys[0]);
        metrics.text();
        keys[0] = 2;

        assertThat(metrics.text().lines()).contains("turnpike_keys 2.0");
    }

    @Test
    void passesEveryCallOnToTheLog() {
        call(null);
        call("oauth.v2.InvalidApiKey");

        assertThat(recorded).extracting(Decided::fault).containsExactly(null, "oauth.v2.InvalidApiKey");
        assertThat(calls.isWritable()).isTrue();
    }

    private void call(@Nullable String fault) {
        Decided.Request request = new Decided.Request("GET", "/", "a", "127.0.0.1", null, "1");
        appender.decided(new Decided(new CallId(1, 1), 0, request, null, fault, List.of()), null);
    }

    private final class WrittenDown implements UsageLog {
        @Override
        public Appender appender(Executor loop) {
            return new Appender() {
                @Override
                public void decided(Decided decided, Continuation then) {
                    recorded.add(decided);
                }

                @Override
                public void ended(Ended ended) {
                    throw new IllegalStateException("no call ends here");
                }
            };
        }

        @Override
        public boolean isWritable() {
            return true;
        }
    }
}
