package io.turnpike.management.stats;

import static java.util.stream.Collectors.joining;

import io.turnpike.management.stats.StatsReport.Group;
import io.turnpike.management.wire.Rfc3339;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A report as a table: a column for each dimension, one for the time where it is divided, one for each metric.
///
/// Source: RFC 4180. A text that a spreadsheet would take for a formula gets a quote in front.
record StatsCsv(StatsReport report) {
    static final String TYPE = "text/csv;charset=UTF-8";
    private static final String END = "\r\n";

    String text() {
        StatsRequest request = report.request();
        List<String> head = new ArrayList<>();
        request.dimensions().forEach(dimension -> head.add(dimension.text()));
        if (request.unit().isPresent()) {
            head.add("time");
        }
        request.metrics().forEach(metric -> head.add(metric.name()));
        StringBuilder csv = new StringBuilder(line(head));
        for (Group group : report.groups()) {
            for (long time : report.times()) {
                if (request.unit().isEmpty() || group.cells().containsKey(time)) {
                    csv.append(line(row(group, time)));
                }
            }
        }
        return csv.toString();
    }

    private List<String> row(Group group, long time) {
        StatsRequest request = report.request();
        List<String> row = new ArrayList<>();
        group.values().forEach(value -> row.add(harmless(value)));
        if (request.unit().isPresent()) {
            row.add(Rfc3339.text(Instant.ofEpochSecond(time)));
        }
        request.metrics()
                .forEach(metric -> row.add(
                        StatsBody.number(metric.of(group.at(time, request))).toPlainString()));
        return row;
    }

    private static String line(List<String> fields) {
        return fields.stream().map(StatsCsv::field).collect(joining(",", "", END));
    }

    private static String harmless(String value) {
        return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }

    private static String field(String value) {
        boolean isPlain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isPlain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
