package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.stats.Dimension;
import io.turnpike.stats.Grain;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sums;
import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final List<Decided> recorded = new ArrayList<>();
    private final CountedCalls calls = new CountedCalls(new WrittenDown());
    private final RolledUpCalls ended = new RolledUpCalls(new ConcurrentHashMap<>(), _ -> {});
    private final UsageLog.Appender appender = calls.appender(Runnable::run);

    @Test
    void countsCallsByTheErrorCodeOfTheirRefusal() {
        Metrics metrics = new Metrics(calls, ended);
        call(null);
        call("oauth.v2.InvalidApiKey");
        metrics.text();
        call("oauth.v2.InvalidApiKey");

        assertThat(metrics.text().lines())
                .contains("turnpike_calls_total{fault=\"none\"} 1.0")
                .contains("turnpike_calls_total{fault=\"oauth.v2.InvalidApiKey\"} 2.0");
    }

    @Test
    void countsCallsThatAreRolledUpByProxyAndStatus() {
        Metrics metrics = new Metrics(calls, ended);
        ended.added(List.of(rollUp(Grain.HOUR, "200"), rollUp(Grain.MINUTE, "200"), rollUp(Grain.HOUR, "")));
        metrics.text();
        ended.added(List.of(rollUp(Grain.HOUR, "200")));

        assertThat(metrics.text().lines())
                .contains("turnpike_proxy_calls_total{environment=\"test\",proxy=\"weather\",status=\"200\"} 2.0")
                .contains("turnpike_proxy_calls_total{environment=\"test\",proxy=\"weather\",status=\"0\"} 1.0");
    }

    @Test
    void asksForAGaugeWithEachReading() {
        int[] keys = {1};
        Metrics metrics = new Metrics(calls, ended).gauge("turnpike.keys", "Keys in memory", () -> keys[0]);
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

    private static RollUp rollUp(Grain grain, String status) {
        Map<Dimension, String> values =
                Map.of(Dimension.ENVIRONMENT, "test", Dimension.PROXY, "weather", Dimension.STATUS, status);
        Sums sums = new Sums();
        sums.addEnded(false);
        List<String> all = Arrays.stream(Dimension.values())
                .map(each -> values.getOrDefault(each, ""))
                .toList();
        return new RollUp(grain, 0, new Series(new UUID(1, 1), all, Series.Errors.NONE), sums);
    }

    private void call(@Nullable String fault) {
        Decided.Request request = new Decided.Request("GET", "/", "a", "127.0.0.1", null, "1", "http", null);
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
