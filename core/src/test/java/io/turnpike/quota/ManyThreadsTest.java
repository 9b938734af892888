package io.turnpike.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Quota.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A million calls from 100 threads while a clock that is moved by hand passes one border after the other: exactly
/// the limit is admitted, whatever the schedule (extensions.md 6).
class ManyThreadsTest {
    private static final int THREADS = 100;
    private static final int CALLS = 1_000_000;
    private static final long LIMIT = 20_000;
    private static final CounterId COUNTER = CounterId.of("counter");
    /// 2026-01-01T00:00:17Z.
    private static final long START = 1_767_225_617_000L;

    private final InMemoryCounters counters = new InMemoryCounters();

    /// The clock goes a minute in 100,000 calls, so each window is asked for five times what it has.
    enum Type {
        DEFAULT(Windows.Grid.of(Unit.MINUTE, 1)),
        CALENDAR(new Windows.Grid(Span.of(Unit.MINUTE, 1), START - 30_000)),
        FLEXI(new Windows.Flexi(Span.of(Unit.MINUTE, 1)));

        private final Windows windows;

        Type(Windows windows) {
            this.windows = windows;
        }
    }

    @ParameterizedTest
    @EnumSource
    void admitsExactlyTheLimitInEachWindow(Type type) throws Exception {
        NavigableMap<Long, Long> admitted = admitted(call -> {
            long now = START + call * 60_000 / 100_000;
            return List.of(type.windows.claim(COUNTER, LIMIT, 1, now));
        });

        assertThat(admitted).hasSizeBetween(10, 12);
        long last = admitted.lastKey();
        admitted.forEach((end, sum) -> assertThat(sum)
                .as("window that ends at %d", end)
                .matches(count -> end == last ? count <= LIMIT : count == LIMIT));
    }

    @Test
    @DisplayName("W6: a rolling window holds exactly the limit as soon as it is full, and never more")
    void admitsExactlyTheLimitToARollingWindow() throws Exception {
        Windows windows = new Windows.Rolling(Span.of(Unit.MINUTE, 1));
        NavigableMap<Long, Long> admitted =
                admitted(call -> List.of(windows.claim(COUNTER, LIMIT, 1, START + call * 60_000 / 100_000)));

        long most = 0;
        for (long end : admitted.keySet()) {
            // a window and the slice that its beginning cuts through
            long held = admitted.subMap(end - 60_000, true, end, true).values().stream()
                    .mapToLong(sum -> sum)
                    .sum();
            assertThat(held).isLessThanOrEqualTo(LIMIT);
            most = Math.max(most, held);
        }
        assertThat(most).isEqualTo(LIMIT);
        assertThat(admitted.values().stream().mapToLong(sum -> sum).sum()).isGreaterThanOrEqualTo(9 * LIMIT);
    }

    @Test
    @DisplayName("5.2: a pace lets the burst and one call an interval pass, to the last one")
    void admitsExactlyWhatAPaceAllows() throws Exception {
        AtomicLong passed = new AtomicLong();
        long end = (START + 60_000) * 1_000_000;
        run(call -> {
            long now = (START + Math.min(call, CALLS - 10_000) * 60_000 / (CALLS - 10_000)) * 1_000_000;
            if (counters.charge(new Turn(COUNTER, 1_000_000, now, 500, 1)).admitted()) {
                passed.incrementAndGet();
            }
        });
        while (counters.charge(new Turn(COUNTER, 1_000_000, end, 500, 1)).admitted()) {
            passed.incrementAndGet();
        }

        assertThat(passed).hasValue(60_000 + 500);
    }

    @Test
    @DisplayName(
            "L3: rps, day, month and quota together, all or nothing: the tightest is full, and the others equal it")
    void takesAllOrNothing() throws Exception {
        NavigableMap<Long, Long> admitted = admitted(call -> {
            long now = START + call / 1_000;
            return List.of(
                    new Turn(CounterId.of("rps"), 1_000, now * 1_000_000, 500, 1),
                    Windows.Grid.of(Unit.DAY, 1).claim(CounterId.of("day"), 10 * LIMIT, 1, now),
                    Windows.Grid.of(Unit.MONTH, 1).claim(CounterId.of("month"), LIMIT, 1, now),
                    new Windows.Rolling(Span.of(Unit.WEEK, 1)).claim(COUNTER, 2 * LIMIT, 1, now));
        });

        assertThat(admitted.values()).containsOnly(LIMIT);
        long now = START + 1_000;
        assertThat(counters.look(List.of(
                                Windows.Grid.of(Unit.DAY, 1).claim(CounterId.of("day"), 1, 0, now),
                                new Windows.Rolling(Span.of(Unit.WEEK, 1)).claim(COUNTER, 1, 0, now)))
                        .used())
                .containsExactly(LIMIT, LIMIT);
    }

    /// What was admitted, by the end of the window to which it was charged.
    private NavigableMap<Long, Long> admitted(LongFunction<List<Claim>> claims) throws Exception {
        Map<Long, Map<Long, Long>> byThread = new ConcurrentHashMap<>();
        run(call -> {
            Counters.Outcome outcome = counters.charge(claims.apply(call));
            if (outcome.admitted()) {
                Map<Long, Long> mine =
                        byThread.computeIfAbsent(Thread.currentThread().threadId(), _ -> new TreeMap<>());
                outcome.charges().forEach(charge -> mine.merge(charge.window().end(), charge.weight(), Long::sum));
            }
        });
        NavigableMap<Long, Long> all = new TreeMap<>();
        byThread.values().forEach(mine -> mine.forEach((end, sum) -> all.merge(end, sum, Long::sum)));
        return all;
    }

    private static void run(Calling calling) throws InterruptedException, ExecutionException {
        AtomicLong calls = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    for (long call = calls.getAndIncrement(); call < CALLS; call = calls.getAndIncrement()) {
                        calling.call(call);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private interface Calling {
        void call(long number);
    }
}
