package io.turnpike.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;

/// What monitoring reads under `/metrics`, in Prometheus' text format. No label ever holds a key, an app or a path.
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics() {
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
        return registry.scrape();
    }
}
