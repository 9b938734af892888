package io.turnpike.management.stats;

import static io.turnpike.access.Permission.ENVIRONMENT_READ;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// `/v1/organizations/{org}/environments/{env}/stats`
///
/// Source: management-api 17; ruling 12.
public final class StatsResource {
    private static final String ENVIRONMENT = "/v1/organizations/{org}/environments/{env}";
    private static final String PLAIN = ENVIRONMENT + "/stats";
    private static final String OPTIMIZED = ENVIRONMENT + "/optimizedStats";

    private final StatsService stats;
    private final Views views;

    public StatsResource(Storage storage, Clock clock, Views views) {
        this.stats = new StatsService(storage, clock);
        this.views = views;
    }

    public List<Route> routes() {
        return Stream.of("", "/{dimensions}")
                .flatMap(dimensions -> Stream.of(
                        new Route("GET", PLAIN + dimensions, ENVIRONMENT_READ, call -> plain(call, dimensions))
                                .describedAs(described("Counts and measures calls", "Stats")
                                        .or("OptimizedStats")
                                        .reading("_optimized", "_optimize")),
                        new Route("GET", OPTIMIZED + dimensions, ENVIRONMENT_READ, call -> optimized(call, dimensions))
                                .describedAs(described("Counts and measures calls, told briefly", "OptimizedStats"))))
                .toList();
    }

    private static Description described(String summary, String schema) {
        return new Description(summary, "", schema)
                .reading(
                        "select",
                        "timeRange",
                        "timeUnit",
                        "filter",
                        "sort",
                        "sortby",
                        "topk",
                        "limit",
                        "offset",
                        "tzo",
                        "tsAscending");
    }

    private Reply plain(Call call, String dimensions) {
        boolean isOptimized = Stream.of("_optimized", "_optimize")
                .map(call::query)
                .anyMatch(value -> value.equals(Optional.of("js")));
        return isOptimized ? optimized(call, dimensions) : reply(call, dimensions, false);
    }

    private Reply optimized(Call call, String dimensions) {
        return reply(call, dimensions, true);
    }

    private Reply reply(Call call, String template, boolean isOptimized) {
        View view = views.of(call);
        String dimensions = template.isEmpty() ? "" : call.path("dimensions");
        StatsReport report = stats.report(call.path("org"), call.path("env"), StatsRequest.of(call, dimensions));
        if (wantsCsv(call)) {
            return Reply.text(200, StatsCsv.TYPE, new StatsCsv(report).text());
        }
        StatsBody body = new StatsBody(report);
        return Reply.json(200, isOptimized ? body.optimized(view) : body.plain());
    }

    private static boolean wantsCsv(Call call) {
        return call.header("Accept")
                .filter(accept -> accept.toLowerCase(Locale.ROOT).startsWith("text/csv"))
                .isPresent();
    }
}
