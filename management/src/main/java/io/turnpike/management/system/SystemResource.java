package io.turnpike.management.system;

import io.turnpike.access.Permission;
import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// `/health/*` and `/metrics`
public final class SystemResource {
    private final BooleanSupplier ready;
    private final Supplier<String> metrics;

    /// @param ready whether calls are enforced
    /// @param metrics in Prometheus' text format
    public SystemResource(BooleanSupplier ready, Supplier<String> metrics) {
        this.ready = ready;
        this.metrics = metrics;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/health/live", Permission.NONE, this::live)
                        .describedAs(new Description("Tells that the process runs", "", "Health")),
                new Route("GET", "/health/ready", Permission.NONE, this::ready)
                        .describedAs(new Description("Tells whether calls are enforced", "", "Health")),
                new Route("GET", "/metrics", Permission.INSTALLATION_READ, this::metrics)
                        .describedAs(new Description("Metrics in the text format of Prometheus", "", "Metrics")));
    }

    private Reply live(Call call) {
        return Reply.json(200, Map.of("status", "live"));
    }

    private Reply ready(Call call) {
        return ready.getAsBoolean()
                ? Reply.json(200, Map.of("status", "ready"))
                : Reply.json(503, Map.of("status", "starting"));
    }

    private Reply metrics(Call call) {
        return Reply.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
    }
}
