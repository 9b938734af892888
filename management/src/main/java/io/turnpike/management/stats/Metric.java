package io.turnpike.management.stats;

import io.turnpike.stats.Measure;
import io.turnpike.stats.Sketch;
import io.turnpike.stats.Sums;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One value that is asked for: `sum(message_count)`, `avg(total_response_time)`, `tps`.
///
/// Times are given in milliseconds. Source: management-api 17; runtime 9.
///
/// @param name as it was asked for
/// @param needsSketches whether it is a percentile
record Metric(String name, Value value, boolean needsSketches) {
    private static final Pattern FORM = Pattern.compile(
            "(?:(sum|avg|min|max|percentile|p[0-9]{1,2}(?:\\.[0-9])?)\\()?([a-z_]+)(?:,([0-9.]+))?(\\))?");
    private static final double USUAL_PERCENTILE = 95;
    private static final Map<String, Value> COUNTS = counts();
    private static final Map<String, Value> BARE = Map.of(
            "tps", figures -> (double) figures.sums().calls() / figures.seconds(),
            "app_count", Figures::apps,
            "developer_count", Figures::developers);
    private static final Map<String, Measure> MEASURES = measures();

    /// The metrics of a comma list, each once.
    ///
    /// @throws io.turnpike.problem.Refused with the names of those we keep
    static List<Metric> list(String select) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        for (String part : parts(select)) {
            Metric metric = of(part);
            metrics.putIfAbsent(metric.name, metric);
        }
        return List.copyOf(metrics.values());
    }

    double of(Figures figures) {
        return value.of(figures);
    }

    /// Splits at commas outside of parentheses.
    private static List<String> parts(String select) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < select.length(); i++) {
            char c = select.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(select.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(select.substring(start));
        return parts;
    }

    private static Metric of(String part) {
        String name = part.strip();
        Matcher form = FORM.matcher(name);
        if (!form.matches() || (form.group(1) == null) != (form.group(4) == null)) {
            throw Refusals.of("select", "must be a list such as sum(message_count),avg(total_response_time),tps");
        }
        String function = form.group(1);
        String metric = form.group(2);
        boolean isPercentile = function != null && function.startsWith("p");
        if (form.group(3) != null && !"percentile".equals(function)) {
            throw unknown(name);
        }
        Value value = function == null
                ? BARE.get(metric)
                : isPercentile ? percentile(metric, percent(function, form.group(3))) : value(function, metric);
        if (value == null) {
            throw unknown(name);
        }
        return new Metric(name, value, isPercentile);
    }

    /// Null where that is not kept.
    private static @Nullable Value value(String function, String metric) {
        Measure measure = MEASURES.get(metric);
        if (measure == null) {
            return function.equals("sum") ? COUNTS.get(metric) : null;
        }
        double unit = isTime(measure) ? 1000 : 1;
        return switch (function) {
            case "sum" -> figures -> figures.sums().sum(measure) / unit;
            case "min" -> figures -> figures.sums().least(measure) / unit;
            case "max" -> figures -> figures.sums().most(measure) / unit;
            default -> figures -> average(figures.sums(), measure) / unit;
        };
    }

    private static double average(Sums sums, Measure measure) {
        return sums.count(measure) == 0 ? 0 : (double) sums.sum(measure) / sums.count(measure);
    }

    /// Null where that is not kept.
    private static @Nullable Value percentile(String metric, double percent) {
        if (percent > 100) {
            throw Refusals.of("select", "must ask for percentiles up to 100");
        }
        double part = percent / 100;
        return switch (metric) {
            case "total_response_time" -> figures -> millis(figures.sums().totalTimes(), part);
            case "target_response_time" -> figures -> millis(figures.sums().targetTimes(), part);
            default -> null;
        };
    }

    private static double millis(Sketch sketch, double part) {
        return sketch.quantile(part) / 1000;
    }

    private static double percent(String function, @Nullable String argument) {
        if (!function.equals("percentile")) {
            return Double.parseDouble(function.substring(1));
        }
        if (argument == null) {
            return USUAL_PERCENTILE;
        }
        if (!argument.matches("[0-9]{1,3}(\\.[0-9])?")) {
            throw Refusals.of("select", "must ask for a percentile such as percentile(total_response_time,99.9)");
        }
        return Double.parseDouble(argument);
    }

    private static boolean isTime(Measure measure) {
        return measure != Measure.REQUEST_SIZE && measure != Measure.RESPONSE_SIZE;
    }

    private static RuntimeException unknown(String name) {
        return Refusals.of(
                "select",
                ("'%s' is not kept; kept are sum of %s; sum, avg, min and max of %s; percentiles such as p99 of"
                                + " total_response_time and target_response_time; tps, app_count, developer_count")
                        .formatted(name, String.join(", ", COUNTS.keySet()), String.join(", ", MEASURES.keySet())));
    }

    private static Map<String, Value> counts() {
        Map<String, Value> counts = new LinkedHashMap<>();
        counts.put("message_count", figures -> figures.sums().calls());
        counts.put("is_error", figures -> figures.errors().any());
        counts.put("policy_error", figures -> figures.errors().policy());
        counts.put("target_error", figures -> figures.errors().target());
        return counts;
    }

    private static Map<String, Measure> measures() {
        Map<String, Measure> measures = new LinkedHashMap<>();
        measures.put("total_response_time", Measure.TOTAL_TIME);
        measures.put("target_response_time", Measure.TARGET_TIME);
        measures.put("request_processing_latency", Measure.REQUEST_LATENCY);
        measures.put("response_processing_latency", Measure.RESPONSE_LATENCY);
        measures.put("request_size", Measure.REQUEST_SIZE);
        measures.put("response_size", Measure.RESPONSE_SIZE);
        return measures;
    }

    interface Value {
        double of(Figures figures);
    }
}
