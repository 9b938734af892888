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

    Metrics(CountedCalls calls) {
        this.calls = calls;
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
        return registry.scrape();
    }

    private void count(String fault, LongAdder count) {
        FunctionCounter.builder("turnpike.calls", count, LongAdder::sum)
                .description("Decided calls by error code; fault=\"none\" was let through")
                .tag("fault", fault)
                .register(registry);
    }
}
