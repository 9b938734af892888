package io.turnpike.management.stats;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Paging;
import io.turnpike.stats.Filter;
import io.turnpike.stats.Grain;
import io.turnpike.stats.Question;
import io.turnpike.stats.Question.Steps;
import io.turnpike.stats.Trait;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a caller asks.
///
/// @param offset what local time is ahead of UTC, in seconds
/// @param filter not read yet
record StatsRequest(
        List<AskedDimension> dimensions,
        List<Metric> metrics,
        TimeRange range,
        Optional<TimeUnit> unit,
        long offset,
        String filter,
        Order order) {
    private static final int USUAL_GROUPS = 1_000;
    private static final int MOST_GROUPS = 10_000;
    private static final int MOST_DIMENSIONS = 8;

    /// @param dimensions a comma list; may be empty
    /// @throws io.turnpike.problem.Refused with `InvalidField`
    static StatsRequest of(Call call, String dimensions) {
        List<Metric> metrics = Metric.list(required(call, "select"));
        return new StatsRequest(
                dimensions(dimensions),
                metrics,
                TimeRange.parse(required(call, "timeRange")),
                call.query("timeUnit").map(TimeUnit::of),
                offset(call),
                call.query("filter").orElse(""),
                Order.of(call, metrics));
    }

    boolean needsSketches() {
        return metrics.stream().anyMatch(Metric::needsSketches);
    }

    /// Whether minutes are asked for that begin in the middle of hours, and are not kept any more.
    boolean isWidened(Filter read, Instant now) {
        return grain(read, now) == Grain.HOUR && !isWholeHours(read);
    }

    Question question(List<UUID> environments, Filter read, Instant now) {
        Grain grain = grain(read, now);
        List<Trait> by = dimensions.stream()
                .map(dimension -> dimension.trait(offset))
                .distinct()
                .toList();
        Steps steps = unit.map(each -> each.steps(range, offset)).orElse(new Steps.One());
        return new Question(environments, grain, grain.start(range.from()), range.end(), by, read, steps);
    }

    /// Length of a stretch in seconds, as far as it lies in the time asked for.
    long seconds(long start) {
        long from = Math.max(range.from(), start);
        long end =
                unit.map(each -> Math.min(range.end(), each.end(start, offset))).orElse(range.end());
        return Math.max(1, end - from);
    }

    private Grain grain(Filter read, Instant now) {
        boolean isKept =
                range.from() >= Grain.MINUTE.start(now.minus(Grain.MINUTES_KEPT).getEpochSecond());
        if (unit.filter(TimeUnit.MINUTE::equals).isPresent()) {
            if (!isKept) {
                throw Refusals.of("timeUnit", "must be hour, day, week or month: minutes are kept for 2 days");
            }
            return Grain.MINUTE;
        }
        return isKept && !isWholeHours(read) ? Grain.MINUTE : Grain.HOUR;
    }

    private boolean isWholeHours(Filter read) {
        boolean isDivided =
                unit.isPresent() || read.isOfTime() || dimensions.stream().anyMatch(AskedDimension::isOfTime);
        return range.from() % 3600 == 0 && range.end() % 3600 == 0 && (!isDivided || offset % 3600 == 0);
    }

    private static List<AskedDimension> dimensions(String list) {
        LinkedHashSet<AskedDimension> dimensions = new LinkedHashSet<>();
        Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(name -> dimensions.add(AskedDimension.of(name)));
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw Refusals.of("dimension", "must stand at most %d times".formatted(MOST_DIMENSIONS));
        }
        return List.copyOf(dimensions);
    }

    private static String required(Call call, String name) {
        return call.query(name).orElseThrow(() -> Refusals.of(name, "is required"));
    }

    private static long offset(Call call) {
        String text = call.query("tzo").orElse("0");
        if (!text.matches("[+-]?[0-9]{1,3}") || Math.abs(Integer.parseInt(text)) > 840) {
            throw Refusals.of("tzo", "must be minutes between -840 and 840");
        }
        return Integer.parseInt(text) * 60L;
    }

    /// In which order groups stand, and which of them are wanted.
    ///
    /// @param by empty: by their names
    /// @param timeAscends whether the earliest stretch of time comes first
    record Order(List<Metric> by, boolean descends, int offset, int limit, boolean timeAscends) {
        static Order of(Call call, List<Metric> metrics) {
            int top = Paging.count(call, "topk", MOST_GROUPS, MOST_GROUPS);
            int limit = Paging.count(call, "limit", USUAL_GROUPS, MOST_GROUPS);
            String sort = call.query("sort").orElse("DESC");
            if (!sort.equalsIgnoreCase("ASC") && !sort.equalsIgnoreCase("DESC")) {
                throw Refusals.of("sort", "must be ASC or DESC");
            }
            boolean isSorted =
                    call.query("sort").isPresent() || call.query("topk").isPresent();
            List<Metric> by = call.query("sortby")
                    .map(list -> sortedBy(list, metrics))
                    .orElse(isSorted ? List.of(metrics.getFirst()) : List.of());
            return new Order(
                    by,
                    sort.equalsIgnoreCase("DESC"),
                    Paging.count(call, "offset", 0, Integer.MAX_VALUE),
                    Math.min(top, limit),
                    Paging.flag(call, "tsAscending"));
        }

        private static List<Metric> sortedBy(String list, List<Metric> metrics) {
            return Metric.list(list).stream()
                    .map(wanted -> metrics.stream()
                            .filter(metric -> metric.name().equals(wanted.name()))
                            .findFirst()
                            .orElseThrow(() -> Refusals.of("sortby", "must name metrics that select names")))
                    .toList();
        }
    }
}
