package io.turnpike.management.stats;

import io.turnpike.management.stats.StatsReport.Group;
import io.turnpike.management.wire.View;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A report as Apigee writes it, in its two forms.
///
/// Source: management-api 17.
record StatsBody(StatsReport report) {
    private static final int DIGITS = 6;

    /// `environments` or `hosts`, with a list of values for each group and metric.
    Map<String, Object> plain() {
        var place = new LinkedHashMap<String, Object>();
        place.put("name", report.place().name());
        if (request().dimensions().isEmpty()) {
            place.put("metrics", metrics(report.groups().getFirst()));
        } else {
            place.put(
                    "dimensions", report.groups().stream().map(this::dimension).toList());
        }
        var body = new LinkedHashMap<String, Object>();
        body.put(report.place().of(), List.of(place));
        body.put("metaData", metaData());
        return body;
    }

    /// `Response`, with the stretches of time told once for all.
    Map<String, Object> optimized(View view) {
        var data = report.groups().stream()
                .map(this::identified)
                .flatMap(List::stream)
                .toList();
        var response = new LinkedHashMap<String, Object>();
        response.put(
                "TimeUnit",
                report.times().stream()
                        .map(time -> time * 1000)
                        .map(time -> view.isX() ? (Object) Long.toString(time) : time)
                        .toList());
        response.put("metaData", metaData());
        response.put("resultTruncated", report.isCut());
        response.put("stats", data.isEmpty() ? Map.of() : Map.of("data", data));
        return Map.of("Response", response);
    }

    /// Rounded to six digits behind the point, with at least one.
    static BigDecimal number(double value) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 1 ? rounded.setScale(1) : rounded;
    }

    private StatsRequest request() {
        return report.request();
    }

    private Map<String, Object> metaData() {
        var metaData = new LinkedHashMap<String, Object>();
        metaData.put("errors", List.of());
        metaData.put("notices", report.notices());
        return metaData;
    }

    private Map<String, Object> dimension(Group group) {
        var dimension = new LinkedHashMap<String, Object>();
        dimension.put("name", String.join(",", group.values()));
        dimension.put("individualNames", group.values());
        dimension.put("metrics", metrics(group));
        return dimension;
    }

    private List<Object> metrics(Group group) {
        var metrics = new ArrayList<>();
        for (Metric metric : request().metrics()) {
            metrics.add(metric(metric, values(group, metric)));
        }
        return metrics;
    }

    private static Map<String, Object> metric(Metric metric, List<?> values) {
        var written = new LinkedHashMap<String, Object>();
        written.put("name", metric.name());
        written.put("values", values);
        return written;
    }

    /// Stretches in which the group has no calls are left out.
    private List<?> values(Group group, Metric metric) {
        if (request().unit().isEmpty()) {
            return List.of(text(metric, group, report.times().getFirst()));
        }
        return report.times().stream()
                .filter(group.cells()::containsKey)
                .map(time -> {
                    var value = new LinkedHashMap<String, Object>();
                    value.put("timestamp", time * 1000);
                    value.put("value", text(metric, group, time));
                    return value;
                })
                .toList();
    }

    private String text(Metric metric, Group group, long time) {
        return number(metric.of(group.at(time, request()))).toPlainString();
    }

    /// One element, or without dimensions the metrics themselves.
    private List<Object> identified(Group group) {
        var metrics = new ArrayList<>();
        for (Metric metric : request().metrics()) {
            var written = new LinkedHashMap<String, Object>();
            written.put(report.place().unit(), report.place().name());
            written.put("name", metric.name());
            written.put(
                    "values",
                    report.times().stream()
                            .map(time -> number(metric.of(group.at(time, request()))))
                            .toList());
            metrics.add(written);
        }
        if (request().dimensions().isEmpty()) {
            return group.cells().isEmpty() ? List.of() : metrics;
        }
        var identifier = new LinkedHashMap<String, Object>();
        identifier.put(
                "names",
                request().dimensions().stream().map(AskedDimension::text).toList());
        identifier.put("values", group.values());
        var element = new LinkedHashMap<String, Object>();
        element.put("identifier", identifier);
        element.put("metric", metrics);
        return List.of(element);
    }
}
