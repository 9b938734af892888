package io.turnpike.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// What monitoring reads under `/metrics`, in Prometheus' text format. No label ever holds a key, an app or a path.
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CountedCalls calls;
    private final RolledUpCalls ended;

    Metrics(CountedCalls calls, RolledUpCalls ended) {
        this.calls = calls;
        this.ended = ended;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /// A figure that is asked for with each reading.
    Metrics gauge(String name, String meaning, Supplier<Number> figure) {
        Gauge.builder(name, figure).description(meaning).strongReference(true).register(registry);
        return this;
    }

    String text() {
        calls.byFault().forEach(this::count);
        ended.byLabels().forEach(this::count);
        return registry.scrape();
    }

    private void count(RolledUpCalls.Labels labels, LongAdder count) {
        FunctionCounter.builder("turnpike.proxy.calls", count, LongAdder::sum)
                .description("Calls that ended, as far as they are rolled up")
                .tag("environment", labels.environment())
                .tag("proxy", labels.proxy())
                .tag("status", labels.status())
                .register(registry);
    }

    private void count(String fault, LongAdder count) {
        FunctionCounter.builder("turnpike.calls", count, LongAdder::sum)
                .description("Decided calls by error code; fault=\"none\" was let through")
                .tag("fault", fault)
                .register(registry);
    }
}
