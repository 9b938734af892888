package io.turnpike.management.stats;

import io.turnpike.management.stats.StatsReport.Group;
import io.turnpike.stats.Question;
import io.turnpike.stats.Question.Answer;
import io.turnpike.stats.Question.Cell;
import io.turnpike.stats.Trait;
import io.turnpike.storage.RollUpStore;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Answers questions about calls from the sums.
final class StatsService {
    /// More do not fit in memory at will.
    private static final int MOST_CELLS = 50_000;

    private final Storage storage;
    private final Clock clock;

    StatsService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// @param where finds in an organization whose calls are asked about
    /// @throws io.turnpike.problem.Refused with `NotFound`, or `InvalidField` for what is not kept
    StatsReport report(String organization, BiFunction<Work, UUID, Place> where, StatsRequest request) {
        Instant now = clock.instant();
        Asked asked = storage.read(work -> {
            var owner = work.organizations().require(organization);
            Place place = where.apply(work, owner.id());
            var filter = FilterParser.parse(request.filter(), request.offset(), new KnownNames(work, owner));
            return new Asked(place, request.question(place.environments(), filter, now));
        });
        Map<List<String>, Group> groups = groups(asked.question, request);
        if (request.dimensions().isEmpty()) {
            groups.putIfAbsent(List.of(), new Group(List.of(), new TreeMap<>()));
        }
        List<Group> page = page(groups, request);
        boolean isCut = groups.size() - request.order().offset() > page.size();
        return new StatsReport(
                asked.place,
                request,
                named(organization, asked.question.by(), page, request),
                times(page, request),
                isCut && !page.isEmpty(),
                notices(asked, request.isWidened(asked.question.filter(), now)));
    }

    private Map<List<String>, Group> groups(Question question, StatsRequest request) {
        RollUpStore store = storage.rollUps();
        Map<List<String>, Group> groups = new HashMap<>();
        int[] cells = {0};
        store.ask(question, answer -> {
            if (++cells[0] > MOST_CELLS) {
                throw Refusals.of("timeRange", "asks for more than 50,000 values: narrow it, or name fewer dimensions");
            }
            Cell cell = answer.cell();
            groups.computeIfAbsent(cell.values(), values -> new Group(values, new TreeMap<>()))
                    .cells()
                    .put(time(cell, request), figures(answer, request));
        });
        if (request.needsSketches()) {
            store.sketches(question, (cell, sketches) -> {
                Group group = groups.get(cell.values());
                Figures figures = group == null ? null : group.cells().get(time(cell, request));
                if (figures != null) {
                    figures.sums().totalTimes().add(sketches.getFirst());
                    figures.sums().targetTimes().add(sketches.getLast());
                }
            });
        }
        return groups;
    }

    /// Where time is not divided, the one stretch begins with the time asked for.
    private static long time(Cell cell, StatsRequest request) {
        return request.unit().isEmpty() ? request.range().from() : cell.start();
    }

    private static Figures figures(Answer answer, StatsRequest request) {
        return new Figures(
                answer.sums(),
                answer.errors(),
                answer.apps(),
                answer.developers(),
                request.seconds(time(answer.cell(), request)));
    }

    private static List<Group> page(Map<List<String>, Group> groups, StatsRequest request) {
        StatsRequest.Order order = request.order();
        long seconds = request.range().end() - request.range().from();
        Comparator<Ranked> ranks = Comparator.comparingInt(_ -> 0);
        for (Metric metric : order.by()) {
            Comparator<Ranked> byMetric = Comparator.comparingDouble(ranked -> metric.of(ranked.total));
            ranks = ranks.thenComparing(order.descends() ? byMetric.reversed() : byMetric);
        }
        return groups.values().stream()
                .map(group -> new Ranked(group, group.total(seconds)))
                .sorted(ranks.thenComparing(ranked -> String.join("\0", ranked.group.values())))
                .skip(order.offset())
                .limit(order.limit())
                .map(Ranked::group)
                .toList();
    }

    private List<Group> named(String organization, List<Trait> by, List<Group> page, StatsRequest request) {
        List<AskedDimension> asked = request.dimensions();
        int[] places = asked.stream()
                .mapToInt(dimension -> by.indexOf(dimension.trait(request.offset())))
                .toArray();
        return storage.read(work -> {
            var names = new KnownNames(work, work.organizations().require(organization));
            List<Map<String, String>> shown = new ArrayList<>();
            for (int i = 0; i < places.length; i++) {
                int at = places[i];
                shown.add(names.shown(
                        asked.get(i),
                        page.stream().map(group -> group.values().get(at)).toList()));
            }
            return page.stream()
                    .map(group -> {
                        List<String> values = new ArrayList<>();
                        for (int i = 0; i < places.length; i++) {
                            String value = group.values().get(places[i]);
                            values.add(shown.get(i).getOrDefault(value, value));
                        }
                        return new Group(values, group.cells());
                    })
                    .toList();
        });
    }

    private static List<Long> times(List<Group> page, StatsRequest request) {
        TreeSet<Long> times = new TreeSet<>();
        page.forEach(group -> times.addAll(group.cells().keySet()));
        if (request.unit().isEmpty()) {
            times.add(request.range().from());
        }
        List<Long> ordered = new ArrayList<>(times);
        if (!request.order().timeAscends()) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    private static List<String> notices(Asked asked, boolean isWidened) {
        String source = "Source:sums by " + asked.question.grain().name().toLowerCase(Locale.ROOT);
        Stream<String> widened = isWidened
                ? Stream.of("timeRange was widened to whole hours: minutes are kept for 2 days")
                : Stream.of();
        return Stream.of(Stream.of(source), asked.place.notices().stream(), widened)
                .flatMap(each -> each)
                .toList();
    }

    private record Asked(Place place, Question question) {}

    private record Ranked(Group group, Figures total) {}
}
