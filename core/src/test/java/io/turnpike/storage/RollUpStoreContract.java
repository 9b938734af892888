package io.turnpike.storage;

import static io.turnpike.stats.Filter.Comparison.IN;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.stats.Dimension;
import io.turnpike.stats.Filter;
import io.turnpike.stats.Filter.Comparison;
import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.Measure;
import io.turnpike.stats.Question;
import io.turnpike.stats.Question.Answer;
import io.turnpike.stats.Question.Cell;
import io.turnpike.stats.Question.Steps;
import io.turnpike.stats.Recurring;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sketch;
import io.turnpike.stats.Sums;
import io.turnpike.stats.Trait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

public interface RollUpStoreContract extends StorageContract {
    UUID TEST = new UUID(1, 1);
    UUID PROD = new UUID(1, 2);
    /// 2026-01-01T00:00Z
    long START = 1_767_225_600L;

    LogPlace FIRST = new LogPlace("a.usage", 100, "a.usage");
    LogPlace SECOND = new LogPlace("b.usage", 7, "a.usage");
    Filter EVERYTHING = new Filter.All(List.of());

    @Test
    default void addsSumsAndMovesThePlaceTogether() {
        assertThat(store().place("n1")).isEmpty();

        assertThat(store().add("n1", null, FIRST, List.of(hour(0, "gold", 10, 30))))
                .isTrue();
        assertThat(store().add("n1", FIRST, SECOND, List.of(hour(0, "gold", 20))))
                .isTrue();

        assertThat(store().place("n1")).contains(SECOND);
        Sums sums = ask(question(List.of(), EVERYTHING)).getFirst().sums();
        assertThat(sums.calls()).isEqualTo(3);
        assertThat(sums.count(Measure.TOTAL_TIME)).isEqualTo(3);
        assertThat(sums.sum(Measure.TOTAL_TIME)).isEqualTo(60);
        assertThat(sums.least(Measure.TOTAL_TIME)).isEqualTo(10);
        assertThat(sums.most(Measure.TOTAL_TIME)).isEqualTo(30);
        assertThat(sums.count(Measure.TARGET_TIME)).isZero();
        assertThat(sums.least(Measure.TARGET_TIME)).isZero();
    }

    @Test
    @DisplayName("extensions 6: what was added once is not added again, whoever tries")
    default void addsNothingFromAnotherPlace() {
        store().add("n1", null, FIRST, List.of(hour(0, "gold", 10)));

        assertThat(store().add("n1", null, FIRST, List.of(hour(0, "gold", 10)))).isFalse();
        assertThat(store().add("n1", SECOND, FIRST, List.of(hour(0, "gold", 10))))
                .isFalse();

        assertThat(store().place("n1")).contains(FIRST);
        assertThat(ask(question(List.of(), EVERYTHING)).getFirst().sums().calls())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("extensions 6: some series may stand ahead of the others while all are added")
    default void keepsWhereSomeSeriesStandAhead() {
        LogPlace begun = LogPlace.with(null, new LogPlace.Ahead("a.usage", 100, 0x8000));
        LogPlace further = LogPlace.with(FIRST, new LogPlace.Ahead("b.usage", 7, 0xffff));

        store().add("n1", null, begun, List.of());
        assertThat(store().place("n1")).contains(begun);
        assertThat(store().add("n1", null, FIRST, List.of())).isFalse();
        store().add("n1", begun, FIRST, List.of());
        assertThat(store().place("n1")).contains(FIRST);
        store().add("n1", FIRST, further, List.of());
        assertThat(store().place("n1")).contains(further);
        assertThat(store().add("n1", FIRST, SECOND, List.of())).isFalse();
    }

    @Test
    default void letsOneOfManyWhoTryAtTheSameTimeAdd() throws Exception {
        int nodes = 8;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < nodes; i++) {
                String node = "n" + i;
                Callable<Boolean> add = () -> store().add(node, null, FIRST, List.of(hour(0, "gold", 10)));
                var added = threads.invokeAll(List.of(add, add, add, add)).stream()
                        .filter(each -> each.resultNow())
                        .toList();

                assertThat(added).hasSize(1);
            }
        }
        assertThat(ask(question(List.of(), EVERYTHING)).getFirst().sums().calls())
                .isEqualTo(nodes);
    }

    @Test
    @DisplayName("extensions 6: each node's sums are its own, answers add them up")
    default void addsUpNodesSeriesAndHours() {
        store().add("n1", null, FIRST, List.of(hour(0, "gold", 10), hour(1, "gold", 10), hour(0, "silver", 10)));
        store().add("n2", null, SECOND, List.of(hour(0, "gold", 50)));

        assertThat(store().place("n1")).contains(FIRST);
        assertThat(calls(ask(question(List.of(Dimension.PRODUCT), EVERYTHING))))
                .isEqualTo(Map.of("[gold]@0", 3L, "[silver]@0", 1L));
        assertThat(calls(ask(question(List.of(Dimension.PRODUCT, Dimension.PROXY), EVERYTHING))))
                .isEqualTo(Map.of("[gold, weather]@0", 3L, "[silver, weather]@0", 1L));
        assertThat(read("n1", START)).hasSize(3);
        assertThat(read("n1", START + 1)).hasSize(1);
        assertThat(read("n2", START)).singleElement().satisfies(rollUp -> {
            assertThat(rollUp.series()).isEqualTo(series("gold", Series.Errors.NONE));
            assertThat(rollUp.sums().totalTimes().toBytes())
                    .isEqualTo(sums(50).totalTimes().toBytes());
        });
    }

    @Test
    default void takesCallsAwayThatEndedMeanwhile() {
        Sums open = new Sums();
        open.addCalls(2);
        Sums gone = new Sums();
        gone.addCalls(-2);
        Series unended = series("gold", Series.Errors.NONE);
        store().add("n1", null, FIRST, List.of(new RollUp(Grain.HOUR, START, unended, open)));
        store().add("n1", FIRST, SECOND, List.of(new RollUp(Grain.HOUR, START, unended, gone)));

        assertThat(ask(question(List.of(), EVERYTHING))).isEmpty();
        assertThat(read("n1", START)).isEmpty();
    }

    @Test
    default void keepsGrainsEnvironmentsAndTimesApart() {
        RollUp minute = new RollUp(Grain.MINUTE, START + 60, series("gold", Series.Errors.NONE), sums(1));
        store().add("n1", null, FIRST, List.of(minute, hour(0, "gold", 1), hour(5, "gold", 1)));

        assertThat(ask(question(Grain.MINUTE, START, START + 60, new Steps.One())))
                .isEmpty();
        assertThat(ask(question(Grain.MINUTE, START + 60, START + 61, new Steps.One())))
                .hasSize(1);
        assertThat(ask(question(Grain.HOUR, START, START + 5 * 3600, new Steps.One())))
                .singleElement()
                .satisfies(answer -> assertThat(answer.sums().calls()).isEqualTo(1));
        Question other =
                new Question(List.of(PROD), Grain.HOUR, START, START + 86_400, List.of(), EVERYTHING, new Steps.One());
        assertThat(ask(other)).isEmpty();
        assertThat(ask(in(List.of()))).isEmpty();
        assertThat(ask(in(List.of(TEST, PROD))))
                .singleElement()
                .satisfies(answer -> assertThat(answer.sums().calls()).isEqualTo(2));
    }

    @Test
    default void dividesTime() {
        store().add(
                        "n1",
                        null,
                        FIRST,
                        List.of(hour(0, "gold", 1), hour(1, "gold", 1), hour(23, "gold", 1), hour(24, "gold", 1)));
        long day = 86_400;

        assertThat(calls(ask(question(Grain.HOUR, START, START + 2 * day, new Steps.Even(day, 0)))))
                .isEqualTo(Map.of("[]@" + START, 3L, "[]@" + (START + day), 1L));
        assertThat(calls(ask(question(Grain.HOUR, START, START + 2 * day, new Steps.Even(day, 3600)))))
                .isEqualTo(Map.of("[]@" + (START - 3600), 2L, "[]@" + (START + day - 3600), 2L));
        assertThat(calls(ask(
                        question(Grain.HOUR, START, START + 2 * day, new Steps.At(List.of(START - 5, START + 3600))))))
                .isEqualTo(Map.of("[]@" + (START - 5), 1L, "[]@" + (START + 3600), 3L));
    }

    @Test
    @DisplayName("management-api 17: hours of the day and days of the week, 2026-01-01 being a Thursday")
    default void tellsRecurringTimesApart() {
        store().add("n1", null, FIRST, List.of(hour(0, "gold", 1), hour(23, "gold", 1), hour(24, "gold", 1)));
        Recurring hour = Recurring.hourOfDay(0);
        Recurring day = Recurring.dayOfWeek(-3600);

        assertThat(calls(ask(twoDays(List.of(hour), EVERYTHING)))).isEqualTo(Map.of("[00]@0", 2L, "[23]@0", 1L));
        assertThat(calls(ask(twoDays(List.of(day, Dimension.PRODUCT), EVERYTHING))))
                .isEqualTo(Map.of("[Wed, gold]@0", 1L, "[Thu, gold]@0", 2L));
        assertThat(calls(ask(twoDays(List.of(), new Filter.Is(hour, Comparison.GREATER, List.of("09"))))))
                .isEqualTo(Map.of("[]@0", 1L));
        store().sketches(twoDays(List.of(day), new Filter.Is(day, IN, List.of("Wed"))), (cell, sketches) -> {
            assertThat(cell).isEqualTo(new Cell(List.of("Wed"), 0));
            assertThat(sketches.getFirst().count()).isEqualTo(1);
        });
    }

    @Test
    default void filters() {
        store().add("n1", null, FIRST, List.of(hour(0, "gold", 1), hour(0, "silver", 1), hour(0, "", 1)));
        Filter gold = is(IN, "gold");

        assertThat(products(gold)).containsExactly("gold");
        assertThat(products(is(IN, "gold", ""))).containsExactlyInAnyOrder("gold", "");
        assertThat(products(new Filter.Not(gold))).containsExactlyInAnyOrder("silver", "");
        assertThat(products(new Filter.All(List.of(gold, is(IN, "silver"))))).isEmpty();
        assertThat(products(new Filter.Any(List.of(gold, is(IN, "silver"))))).hasSize(2);
        assertThat(products(new Filter.Not(new Filter.Any(List.of(gold, is(IN, "silver"))))))
                .containsExactly("");
        assertThat(products(is(Comparison.GREATER, "gold"))).containsExactly("silver");
        assertThat(products(is(Comparison.AT_LEAST, "gold"))).containsExactlyInAnyOrder("gold", "silver");
        assertThat(products(is(Comparison.LESS, "gold"))).containsExactly("");
        assertThat(products(is(Comparison.AT_MOST, "gold"))).containsExactlyInAnyOrder("gold", "");
        assertThat(products(is(Comparison.STARTS, "sil"))).containsExactly("silver");
        assertThat(products(is(Comparison.ENDS, "ld"))).containsExactly("gold");
        assertThat(products(is(Comparison.CONTAINS, "l"))).containsExactlyInAnyOrder("gold", "silver");
        assertThat(products(is(Comparison.CONTAINS, "L' or 1=1 --"))).isEmpty();
    }

    @Test
    default void countsErrorsAppsAndDevelopers() {
        RollUp failed = new RollUp(Grain.HOUR, START, series("gold", new Series.Errors(true, true, false)), sums(1, 2));
        store().add("n1", null, FIRST, List.of(failed, hour(0, "gold", 1), hour(0, "", 1)));

        Answer all = ask(question(List.of(), EVERYTHING)).getFirst();

        assertThat(all.errors()).isEqualTo(new Question.Errors(2, 2, 0));
        assertThat(all.sums().calls()).isEqualTo(4);
        assertThat(all.apps()).isEqualTo(1);
        assertThat(all.developers()).isEqualTo(1);
    }

    @Test
    default void givesSketchesOfTheSameCalls() {
        store().add("n1", null, FIRST, List.of(hour(0, "gold", 100, 200), hour(1, "gold", 300), hour(0, "silver", 1)));
        Sketch total = new Sketch();
        List<Cell> cells = new ArrayList<>();

        store().sketches(question(List.of(Dimension.PRODUCT), is(IN, "gold")), (cell, sketches) -> {
            cells.add(cell);
            total.add(sketches.getFirst());
            assertThat(sketches.getLast().count()).isZero();
        });

        assertThat(cells).hasSize(2).containsOnly(new Cell(List.of("gold"), 0));
        assertThat(total.toBytes()).isEqualTo(sums(100, 200, 300).totalTimes().toBytes());
    }

    @Test
    default void deletesTheOldestFirst() {
        store().add("n1", null, FIRST, List.of(hour(0, "gold", 1), hour(1, "gold", 1), hour(2, "gold", 1)));

        assertThat(store().deleteBefore(Grain.HOUR, Instant.ofEpochSecond(START + 7200), 1))
                .isEqualTo(1);
        assertThat(read("n1", START)).extracting(RollUp::start).containsExactly(START + 3600, START + 7200);
        assertThat(store().deleteBefore(Grain.HOUR, Instant.ofEpochSecond(START + 7200), 10))
                .isEqualTo(1);
        assertThat(store().deleteBefore(Grain.MINUTE, Instant.ofEpochSecond(START + 86_400), 10))
                .isZero();
        assertThat(read("n1", START)).extracting(RollUp::start).containsExactly(START + 7200);
    }

    @Test
    default void sumsAreNoChange() {
        store().add("n1", null, FIRST, List.of(hour(0, "gold", 1)));

        assertThat(storage().changes().last()).isZero();
    }

    private RollUpStore store() {
        return storage().rollUps();
    }

    private List<Answer> ask(Question question) {
        List<Answer> answers = new ArrayList<>();
        store().ask(question, answers::add);
        return answers;
    }

    /// Hours of a node from one on.
    private List<RollUp> read(String node, long from) {
        List<RollUp> rollUps = new ArrayList<>();
        Optional<LogPlace> place = store().read(node, rollUps::add);
        assertThat(place).isEqualTo(store().place(node));
        return rollUps.stream()
                .filter(rollUp -> rollUp.grain() == Grain.HOUR && rollUp.start() >= from)
                .sorted(Comparator.comparingLong(RollUp::start))
                .toList();
    }

    private List<String> products(Filter filter) {
        return ask(question(List.of(Dimension.PRODUCT), filter)).stream()
                .map(answer -> answer.cell().values().getFirst())
                .toList();
    }

    private static Map<String, Long> calls(List<Answer> answers) {
        Map<String, Long> calls = new TreeMap<>();
        answers.forEach(answer -> calls.put(
                answer.cell().values() + "@" + answer.cell().start(),
                answer.sums().calls()));
        return calls;
    }

    private static Filter is(Comparison comparison, String... values) {
        return new Filter.Is(Dimension.PRODUCT, comparison, List.of(values));
    }

    private static Question in(List<UUID> environments) {
        return new Question(environments, Grain.HOUR, START, START + 86_400, List.of(), EVERYTHING, new Steps.One());
    }

    private static Question twoDays(List<Trait> by, Filter filter) {
        return new Question(List.of(TEST), Grain.HOUR, START, START + 2 * 86_400, by, filter, new Steps.One());
    }

    private static Question question(List<Trait> by, Filter filter) {
        return new Question(List.of(TEST), Grain.HOUR, START, START + 86_400, by, filter, new Steps.One());
    }

    private static Question question(Grain grain, long from, long end, Steps steps) {
        return new Question(List.of(TEST), grain, from, end, List.of(), EVERYTHING, steps);
    }

    /// Calls of a product in an hour that took so long.
    private static RollUp hour(int hour, String product, long... times) {
        return new RollUp(Grain.HOUR, START + hour * 3600L, series(product, Series.Errors.NONE), sums(times));
    }

    private static Series series(String product, Series.Errors errors) {
        boolean isKnown = !product.isEmpty();
        List<String> values = Arrays.stream(Dimension.values())
                .map(dimension -> switch (dimension) {
                    case ENVIRONMENT -> "test";
                    case PROXY -> "weather";
                    case PRODUCT -> product;
                    case APP_ID, DEVELOPER -> isKnown ? new UUID(2, 2).toString() : "";
                    default -> "";
                })
                .toList();
        return new Series(TEST, values, errors);
    }

    private static Sums sums(long... times) {
        Sums sums = new Sums();
        for (long time : times) {
            sums.addEnded(false);
            sums.add(Measure.TOTAL_TIME, time);
        }
        return sums;
    }
}
