package io.turnpike.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import io.turnpike.model.Quota.Unit;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each type of window against a slow and obvious account of every call, with restarts in between (runtime 4.3).
class WindowTypesTest {
    private static final long START = millis("2026-01-31T08:00:00Z");
    private static final int CALLS = 3_000;
    private static final List<Unit> UNITS = List.of(Unit.values());

    private InMemoryCounters counters = new InMemoryCounters();
    /// As the log keeps them: the end of a window names it.
    private final Map<CounterId, Map<Long, Charge>> recorded = new HashMap<>();

    @ParameterizedTest(name = "{0} {1} from {2}, at {3}: from {4} to {5}")
    @DisplayName("4.3, W4, W5: calendar windows start with the start time, before it too; days are clamped")
    @CsvSource({
        "1,  HOUR,  2026-01-31T08:10:00Z, 2026-01-31T08:09:59.999Z, 2026-01-31T07:10:00Z, 2026-01-31T08:10:00Z",
        "1,  HOUR,  2026-01-31T08:10:00Z, 2026-01-31T08:10:00Z,     2026-01-31T08:10:00Z, 2026-01-31T09:10:00Z",
        "7,  SECOND,2026-01-01T00:00:03Z, 2026-01-01T00:00:00Z,     2025-12-31T23:59:56Z, 2026-01-01T00:00:03Z",
        "2,  WEEK,  2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z,     2026-01-29T00:00:00Z, 2026-02-12T00:00:00Z",
        "1,  MONTH, 2026-01-31T08:00:00Z, 2026-01-31T08:00:00Z,     2026-01-31T08:00:00Z, 2026-02-28T08:00:00Z",
        "1,  MONTH, 2026-01-31T08:00:00Z, 2026-02-28T07:59:59.999Z, 2026-01-31T08:00:00Z, 2026-02-28T08:00:00Z",
        "1,  MONTH, 2026-01-31T08:00:00Z, 2026-02-28T08:00:00Z,     2026-02-28T08:00:00Z, 2026-03-31T08:00:00Z",
        "1,  MONTH, 2026-01-31T08:00:00Z, 2024-02-29T08:00:00Z,     2024-02-29T08:00:00Z, 2024-03-31T08:00:00Z",
        "5,  MONTH, 2026-01-31T08:00:00Z, 2026-01-01T00:00:00Z,     2025-08-31T08:00:00Z, 2026-01-31T08:00:00Z",
        "12, MONTH, 2024-02-29T00:00:00Z, 2025-02-28T00:00:00Z,     2025-02-28T00:00:00Z, 2026-02-28T00:00:00Z",
    })
    void placesCalendarWindows(int interval, Unit unit, Instant anchor, Instant now, Instant start, Instant end) {
        var grid = new Windows.Grid(Span.of(unit, interval), anchor.toEpochMilli());

        assertThat(grid.at(now.toEpochMilli())).isEqualTo(new Window(start.toEpochMilli(), end.toEpochMilli()));
    }

    @Test
    @DisplayName("W3, W5: calendar windows follow one another without gap and overlap")
    void coversAllTime() {
        long seed = Chance.seed();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Unit unit = UNITS.get(random.nextInt(UNITS.size()));
            var grid = new Windows.Grid(
                    random.nextBoolean()
                            ? Span.of(unit, 1 + random.nextInt(30))
                            : Span.ofShortMonths(unit, 1 + random.nextInt(30)),
                    1_000 * random.nextLong(0, 4_000_000_000L));
            long now = random.nextLong(0, 4_000_000_000_000L);
            Window window = grid.at(now);

            assertThat(now).as("seed %d", seed).isBetween(window.start(), window.end() - 1);
            assertThat(grid.at(window.end()).start()).as("seed %d", seed).isEqualTo(window.end());
            assertThat(grid.at(window.start() - 1).end()).as("seed %d", seed).isEqualTo(window.start());
        }
    }

    private static Stream<Arguments> spans() {
        return Stream.of(
                Arguments.of(Unit.SECOND, 1),
                Arguments.of(Unit.SECOND, 7),
                Arguments.of(Unit.MINUTE, 5),
                Arguments.of(Unit.HOUR, 1),
                Arguments.of(Unit.DAY, 3),
                Arguments.of(Unit.WEEK, 1),
                Arguments.of(Unit.MONTH, 1),
                Arguments.of(Unit.MONTH, 5));
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("spans")
    @DisplayName("calendar: within each window never more than the limit, and all of it")
    void countsByTheCalendar(Unit unit, int interval) {
        Windows windows = new Windows.Grid(Span.of(unit, interval), START);
        compare(windows, unit, interval, (calls, now, _) -> {
            long first = START;
            for (int n = 1; plus(START, unit, n * interval) <= now; n++) {
                first = plus(START, unit, n * interval);
            }
            long start = first;
            return sum(calls, time -> time >= start);
        });
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("spans")
    @DisplayName("flexi: a window starts with the first call that counts behind the one before")
    void countsFromTheFirstCall(Unit unit, int interval) {
        compare(new Windows.Flexi(Span.of(unit, interval)), unit, interval, (calls, now, _) -> {
            long start = Long.MIN_VALUE;
            long used = 0;
            for (Call call : calls) {
                if (start == Long.MIN_VALUE || call.time >= plus(start, unit, interval)) {
                    start = call.time;
                    used = 0;
                }
                used += call.weight;
            }
            return start == Long.MIN_VALUE || now >= plus(start, unit, interval) ? 0 : used;
        });
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("spans")
    @DisplayName("W6: looking back, never more than the limit; charges count a 60th longer at most")
    void looksBack(Unit unit, int interval) {
        long shortest = unit == Unit.MONTH ? 28L * interval * 86_400_000 : plus(0, unit, interval);
        long slice = Math.max(1, shortest / 60);
        boolean hasClampedDays = unit == Unit.MONTH;
        compare(new Windows.Rolling(Span.of(unit, interval)), unit, interval, (calls, now, used) -> {
            long least = sum(calls, time -> plus(time, unit, interval) > now);
            long most = sum(
                    calls, time -> plus(time + slice, unit, interval) + (hasClampedDays ? 3 * 86_400_000 : 0) > now);
            assertThat(used).isBetween(least, most);
            return used;
        });
    }

    @Test
    @DisplayName("W6: by the slice, exactly")
    void letsSlicesGoOneByOne() {
        Windows hour = new Windows.Rolling(Span.of(Unit.HOUR, 1));
        assertThat(charge(hour, START + 59_999, 2, 1).violated()).isEqualTo(-1);
        assertThat(charge(hour, START + 60_000, 2, 1).violated()).isEqualTo(-1);
        long hourLater = START + 3_600_000;

        Counters.Outcome early = charge(hour, hourLater + 59_999, 2, 1);
        assertThat(early.violated()).isZero();
        assertThat(early.fitsAt(0)).isEqualTo(hourLater + 60_000);
        assertThat(charge(hour, hourLater + 60_000, 2, 1).admitted()).isTrue();
        assertThat(charge(hour, hourLater + 60_000, 2, 2).fitsAt(0)).isEqualTo(hourLater + 3_720_000);
    }

    @Test
    @DisplayName("W6: a thread that read the clock long before sees what was taken since")
    void letsNoLateThreadTakeMore() {
        Windows second = new Windows.Rolling(Span.of(Unit.SECOND, 1));
        assertThat(charge(second, START + 500, 3, 3).admitted()).isTrue();

        assertThat(charge(second, START + 100, 3, 1).admitted()).isFalse();
        assertThat(charge(second, START - 400, 3, 1).admitted()).isFalse();
        assertThat(charge(second, START - 600, 3, 1).admitted()).isTrue();
    }

    @Test
    @DisplayName("W6: a thread that is later still finds slices full that nobody else looks at any more")
    void letsNoThreadTakeMoreHoweverLate() {
        Windows second = new Windows.Rolling(Span.of(Unit.SECOND, 1));
        assertThat(charge(second, START + 200_000, 3, 3).admitted()).isTrue();
        assertThat(charge(second, START + 260_500, 3, 3).admitted()).isTrue();

        assertThat(charge(second, START, 3, 1).admitted()).isFalse();
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("spans")
    @DisplayName("W6: threads that read the clock in another order than they charge in see all that was taken")
    void seesAllThatWasTakenInWhateverOrder(Unit unit, int interval) {
        long seed = Chance.seed();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Windows windows = new Windows.Rolling(Span.of(unit, interval));
        Charge closed = new Charge(CounterId.of("closed"), new Window(START, Long.MAX_VALUE), 0, 1);
        long length = plus(START, unit, interval) - START;
        List<Charge> taken = new ArrayList<>();
        long latest = START;
        for (int i = 0; i < 20_000; i++) {
            latest += random.nextLong(1 + length / (1 + random.nextInt(500)));
            long now = latest - (random.nextInt(3) == 0 ? random.nextLong(Math.min(60_000, length / 2)) : 0);
            Claim claim = windows.claim(CounterId.of("one"), 1L + random.nextInt(100), 1L + random.nextInt(5), now);
            taken.removeIf(charge -> charge.window().end() <= now - length);
            long used = taken.stream()
                    .filter(charge -> charge.window().end() > now)
                    .mapToLong(Charge::weight)
                    .sum();
            if (random.nextInt(5) == 0) {
                assertThat(counters.charge(List.of(claim, closed)).admitted()).isFalse();
            }
            Counters.Outcome outcome = counters.charge(claim);
            boolean fits = used + claim.weight() <= claim.limit();

            assertThat(outcome.admitted()).as("seed %d, call %d", seed, i).isEqualTo(fits);
            assertThat(outcome.used()[0])
                    .as("seed %d, call %d", seed, i)
                    .isEqualTo(fits ? used + claim.weight() : used);
            if (fits) {
                taken.addAll(outcome.charges());
            }
            counters.expire(latest);
        }
    }

    @Test
    @DisplayName("W6: a slice that the log raises counts from the next call on")
    void countsSlicesThatAreRestored() {
        Windows hour = new Windows.Rolling(Span.of(Unit.HOUR, 1));
        Charge taken = charge(hour, START, 3, 1).charges().getFirst();

        counters.restore(taken.counter(), taken.window(), 3);

        assertThat(charge(hour, START, 3, 1).admitted()).isFalse();
    }

    @Test
    @DisplayName("4.3: a flexi window does not start with a call that another limit refuses, nor with a look")
    void startsNoWindowForRefusedCalls() {
        Windows flexi = new Windows.Flexi(Span.of(Unit.MINUTE, 1));
        CounterId counter = CounterId.of("flexi");
        Claim first = flexi.claim(counter, 1, 1, START);
        Charge closed = new Charge(CounterId.of("closed"), new Window(START, START + 1), 0, 1);

        assertThat(counters.charge(List.of(first, closed)).admitted()).isFalse();
        assertThat(counters.look(List.of(first)).admitted()).isTrue();
        assertThat(counters.charge(flexi.claim(counter, 1, 1, START + 10_000)).fitsAt(0))
                .isEqualTo(START + 70_000);
    }

    /// Makes random calls to a few counters, restarts in between, and asks the account what is used each time.
    private void compare(Windows windows, Unit unit, int interval, Account account) {
        long seed = Chance.seed();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long length = plus(START, unit, interval) - START;
        List<List<Call>> accounts =
                Stream.<List<Call>>generate(ArrayList::new).limit(3).toList();
        long now = START;
        for (int i = 0; i < CALLS; i++) {
            now += random.nextLong(1 + length / (1 + random.nextInt(40)));
            int number = random.nextInt(accounts.size());
            List<Call> calls = accounts.get(number);
            long limit = 1L + random.nextInt(12);
            long weight = random.nextInt(4);
            Claim claim = windows.claim(CounterId.of("counter " + number), limit, weight, now);
            long before = counters.look(List.of(windows.claim(claim.counter(), limit, 0, now)))
                    .used()[0];
            assertThat(account.used(calls, now, before))
                    .as("seed %d, call %d", seed, i)
                    .isEqualTo(before);

            Counters.Outcome outcome = counters.charge(claim);
            boolean fits = weight == 0 || before + weight <= limit;
            assertThat(outcome.admitted()).as("seed %d, call %d", seed, i).isEqualTo(fits);
            if (fits && weight > 0) {
                calls.add(new Call(now, weight));
                outcome.charges().forEach(this::record);
            }
            if (random.nextInt(50) == 0) {
                restart(now);
            }
            counters.expire(now);
        }
    }

    private Counters.Outcome charge(Windows windows, long now, long limit, long weight) {
        return counters.charge(windows.claim(CounterId.of("one"), limit, weight, now));
    }

    private void record(Charge charge) {
        recorded.computeIfAbsent(charge.counter(), _ -> new HashMap<>())
                .merge(charge.window().end(), charge, WindowTypesTest::sum);
    }

    private static Charge sum(Charge one, Charge other) {
        return new Charge(one.counter(), one.window(), one.limit(), one.weight() + other.weight());
    }

    /// From the records alone, in no particular order.
    private void restart(long now) {
        counters = new InMemoryCounters();
        recorded.values().forEach(sums -> sums.keySet().removeIf(end -> end <= now));
        recorded.values()
                .forEach(sums -> sums.values()
                        .forEach(charge -> counters.restore(charge.counter(), charge.window(), charge.weight())));
    }

    private static long sum(List<Call> calls, LongPredicate counts) {
        return calls.stream()
                .filter(call -> counts.test(call.time))
                .mapToLong(Call::weight)
                .sum();
    }

    private static long plus(long millis, Unit unit, int count) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        LocalDateTime later = switch (unit) {
            case SECOND -> time.plusSeconds(count);
            case MINUTE -> time.plusMinutes(count);
            case HOUR -> time.plusHours(count);
            case DAY -> time.plusDays(count);
            case WEEK -> time.plusWeeks(count);
            case MONTH -> time.plusMonths(count);
        };
        return later.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static long millis(String text) {
        return Instant.parse(text).toEpochMilli();
    }

    private record Call(long time, long weight) {}

    private interface Account {
        /// @param counted what the counters say is used
        long used(List<Call> calls, long now, long counted);
    }
}
