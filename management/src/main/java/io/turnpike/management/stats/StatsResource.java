package io.turnpike.management.stats;

import static io.turnpike.access.Permission.ENVIRONMENT_READ;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// `/v1/organizations/{org}/environments/{env}/stats` and `/v1/organizations/{org}/hostStats`
///
/// Source: management-api 17; ruling 12.
public final class StatsResource {
    private static final String ORGANIZATION = "/v1/organizations/{org}";
    private static final String ENVIRONMENT = ORGANIZATION + "/environments/{env}";
    private static final String HOST = "envgroupHostname";

    private final StatsService stats;
    private final Views views;

    public StatsResource(Storage storage, Clock clock, Views views) {
        this.stats = new StatsService(storage, clock);
        this.views = views;
    }

    public List<Route> routes() {
        return Stream.of("", "/{dimensions}")
                .flatMap(dimensions -> Stream.of(
                        route(ENVIRONMENT + "/stats" + dimensions, this::plain)
                                .describedAs(described("Counts and measures calls", "Stats")
                                        .or("OptimizedStats")
                                        .reading("_optimized", "_optimize")),
                        route(ENVIRONMENT + "/optimizedStats" + dimensions, this::optimized)
                                .describedAs(described("Counts and measures calls, told briefly", "OptimizedStats")),
                        route(ORGANIZATION + "/hostStats" + dimensions, this::plainOfHost)
                                .describedAs(described(
                                                "Counts and measures the calls of all environments behind a host name",
                                                "HostStats")
                                        .reading(HOST)),
                        route(ORGANIZATION + "/optimizedHostStats" + dimensions, this::optimizedOfHost)
                                .describedAs(described("The same, told briefly", "OptimizedStats")
                                        .reading(HOST))))
                .toList();
    }

    /// @param ask is told the dimensions
    private static Route route(String template, BiFunction<Call, String, Reply> ask) {
        return new Route(
                "GET",
                template,
                ENVIRONMENT_READ,
                call -> ask.apply(call, template.endsWith("}") ? call.path("dimensions") : ""));
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
        return reply(call, dimensions, ofEnvironment(call), isOptimized);
    }

    private Reply optimized(Call call, String dimensions) {
        return reply(call, dimensions, ofEnvironment(call), true);
    }

    private Reply plainOfHost(Call call, String dimensions) {
        return reply(call, dimensions, ofHost(call), false);
    }

    private Reply optimizedOfHost(Call call, String dimensions) {
        return reply(call, dimensions, ofHost(call), true);
    }

    private static BiFunction<Work, UUID, Place> ofEnvironment(Call call) {
        String name = call.path("env");
        return (work, organization) -> Place.ofEnvironment(work, organization, name);
    }

    private static BiFunction<Work, UUID, Place> ofHost(Call call) {
        String host = call.query(HOST).orElseThrow(() -> Refusals.of(HOST, "is required"));
        return (work, organization) -> Place.ofHost(work, organization, host);
    }

    private Reply reply(Call call, String dimensions, BiFunction<Work, UUID, Place> where, boolean isOptimized) {
        View view = views.of(call);
        StatsReport report = stats.report(call.path("org"), where, StatsRequest.of(call, dimensions));
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
