package io.turnpike.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Quota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What every store of counters must do (runtime 4.3, 4.4).
public interface CountersContract {
    /// 2026-01-01T00:00Z.
    long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    Window MINUTE = Windows.Grid.of(Quota.Unit.MINUTE, 1).at(NOW);
    Window NEXT_MINUTE = new Window(MINUTE.end(), MINUTE.end() + 60_000);

    /// Without a counter at the start of each test.
    Counters counters();

    /// How many calls the tests with many threads make.
    default int manyCalls() {
        return 1_000_000;
    }

    @Test
    @DisplayName("N1: admits while used + weight is at most the limit, and a refused call adds nothing")
    default void admitsUpToTheLimit() {
        for (int call = 1; call <= 3; call++) {
            Counters.Outcome outcome = charge(charge(1, 3, 1));
            assertThat(outcome.admitted()).isTrue();
            assertThat(outcome.used()).containsExactly(call);
        }
        for (int call = 0; call < 5; call++) {
            Counters.Outcome outcome = charge(charge(1, 3, 1));
            assertThat(outcome.violated()).isZero();
            assertThat(outcome.used()).containsExactly(3);
        }
        assertThat(counters().used(id(1), MINUTE)).isEqualTo(3);
    }

    @Test
    @DisplayName("N2: refuses a heavy call and admits a lighter one behind it")
    default void admitsALightCallBehindAHeavyOne() {
        charge(charge(1, 10, 8));

        assertThat(charge(charge(1, 10, 5)).admitted()).isFalse();
        assertThat(charge(charge(1, 10, 2)).admitted()).isTrue();
    }

    @Test
    @DisplayName("N4: a weight of 0 neither counts nor is refused")
    default void admitsAWeightOfZeroAlways() {
        charge(charge(1, 1, 1));

        Counters.Outcome outcome = charge(charge(1, 1, 0));

        assertThat(outcome.admitted()).isTrue();
        assertThat(outcome.used()).containsExactly(1);
    }

    @Test
    @DisplayName("N7: a limit that was lowered below what is used refuses, and nothing overflows")
    default void refusesWhereALowerLimitIsExceededAlready() {
        charge(charge(1, 10, 8));

        assertThat(charge(charge(1, 5, 1)).used()).containsExactly(8);
        assertThat(charge(charge(1, 5, 1)).admitted()).isFalse();
        assertThat(charge(charge(1, Long.MAX_VALUE, Long.MAX_VALUE)).admitted()).isFalse();
        assertThat(charge(charge(1, 9, 1)).admitted()).isTrue();
    }

    @Test
    @DisplayName("Q4: a limit of 0 refuses every call")
    default void refusesEveryCallWhereTheLimitIsZero() {
        assertThat(charge(charge(1, 0, 1)).violated()).isZero();
        assertThat(counters().used(id(1), MINUTE)).isZero();
    }

    @Test
    @DisplayName("L3: takes all charges of a call or none")
    default void takesAllChargesOrNone() {
        charge(charge(3, 1, 1));

        Counters.Outcome outcome = charge(charge(1, 10, 2), charge(2, 10, 3), charge(3, 1, 1), charge(4, 0, 1));

        assertThat(outcome.violated()).isEqualTo(2);
        assertThat(outcome.used()).containsExactly(0, 0, 1, 0);
        assertThat(charge(charge(1, 10, 2), charge(2, 10, 3)).used()).containsExactly(2, 3);
    }

    @Test
    default void addsUpChargesOfOneCallToTheSameCounter() {
        assertThat(charge(charge(1, 5, 3), charge(1, 5, 3)).violated()).isEqualTo(1);
        assertThat(charge(charge(1, 5, 3), charge(1, 5, 2)).used()).containsExactly(5, 5);
    }

    @Test
    default void admitsACallWithoutCharges() {
        assertThat(charge().admitted()).isTrue();
    }

    @Test
    @DisplayName("W3: a call at exactly the end belongs to the next window")
    default void startsFromZeroInTheNextWindow() {
        CounterId counter = id(1);
        for (long now : new long[] {NOW, NOW + 59_999}) {
            assertThat(charge(at(counter, now, 2)).admitted()).isTrue();
        }
        assertThat(charge(at(counter, NOW + 59_999, 2)).admitted()).isFalse();

        assertThat(charge(at(counter, NOW + 60_000, 2)).used()).containsExactly(1);
        assertThat(counters().used(counter, MINUTE)).isEqualTo(1);
    }

    @Test
    default void neverGoesBackToAnEarlierWindow() {
        charge(charge(1, 2, 2));
        charge(new Charge(id(1), NEXT_MINUTE, 2, 1));

        Counters.Outcome late = charge(charge(1, 2, 1));

        assertThat(late.admitted()).isTrue();
        assertThat(late.used()).containsExactly(2);
        assertThat(late.charges()).containsExactly(new Charge(id(1), NEXT_MINUTE, 2, 1));
        assertThat(charge(charge(1, 2, 1)).admitted()).isFalse();
        assertThat(charge(new Charge(id(1), NEXT_MINUTE, 2, 1)).admitted()).isFalse();
    }

    @Test
    default void saysWhatIsToBeRecorded() {
        List<Charge> charges = List.of(charge(1, 9, 1), charge(2, 9, 1));

        assertThat(counters().charge(List.copyOf(charges)).charges()).isEqualTo(charges);
    }

    @Test
    default void goesOnFromWhatWasRestored() {
        counters().restore(id(1), MINUTE, 4);
        assertThat(charge(charge(1, 5, 1)).used()).containsExactly(5);
        assertThat(charge(charge(1, 5, 1)).admitted()).isFalse();

        counters().restore(id(1), MINUTE, 2);
        assertThat(counters().used(id(1), MINUTE)).isEqualTo(5);

        counters().restore(id(1), NEXT_MINUTE, 1);
        counters().restore(id(1), MINUTE, 100);
        assertThat(counters().used(id(1), NEXT_MINUTE)).isEqualTo(1);
    }

    @Test
    default void forgetsEndedWindowsAndNoOthers() {
        charge(charge(1, 5, 5));
        charge(new Charge(id(2), new Window(MINUTE.start(), MINUTE.start() + 3_600_000), 5, 5));
        for (int i = 0; i < 1000; i++) {
            counters().expire(NEXT_MINUTE.end());
        }

        assertThat(charge(charge(2, 5, 1)).admitted()).isFalse();
        assertThat(counters().used(id(1), NEXT_MINUTE)).isZero();
    }

    @Test
    @DisplayName("extensions.md 6: exactly the limit is admitted, whatever the schedule")
    default void admitsExactlyTheLimitToManyThreads() throws Exception {
        int calls = manyCalls();
        long limit = calls * 2L / 3;
        Charge charge = charge(1, limit, 1);

        long admitted = inThreads(8, thread -> {
            long mine = 0;
            for (int i = 0; i < calls / 8; i++) {
                mine += counters().charge(List.of(charge)).admitted() ? 1 : 0;
            }
            return mine;
        });

        assertThat(admitted).isEqualTo(limit);
        assertThat(counters().used(id(1), MINUTE)).isEqualTo(limit);
    }

    @Test
    default void staysExactWithSeveralChargesFromManyThreads() throws Exception {
        int counters = 20;
        long limit = manyCalls() / 50;
        long[][] taken = new long[4][counters];

        inThreads(4, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < manyCalls() / 4; i++) {
                Charge one = charge(random.nextInt(counters), limit, 1 + random.nextInt(3));
                Charge other = charge(random.nextInt(counters), limit, 1 + random.nextInt(3));
                if (counters().charge(List.of(one, other)).admitted()) {
                    taken[thread][number(one)] += one.weight();
                    taken[thread][number(other)] += other.weight();
                }
            }
            return 0;
        });

        for (int counter = 0; counter < counters; counter++) {
            int number = counter;
            long sum = Arrays.stream(taken).mapToLong(mine -> mine[number]).sum();
            assertThat(counters().used(id(counter), MINUTE)).isEqualTo(sum).isLessThanOrEqualTo(limit);
        }
    }

    @Test
    default void agreesWithAPlainMapOnRandomCalls() {
        long seed = 20260101;
        Random random = new Random(seed);
        Map<CounterId, long[]> model = new HashMap<>();
        long now = NOW;
        for (int i = 0; i < 100_000; i++) {
            now += random.nextInt(200);
            CounterId counter = id(random.nextInt(500));
            Charge charge = new Charge(
                    counter, Windows.Grid.of(Quota.Unit.MINUTE, 1).at(now), random.nextInt(10), random.nextInt(4));
            long[] slot = model.computeIfAbsent(counter, _ -> new long[2]);
            if (slot[0] < charge.window().end()) {
                slot[0] = charge.window().end();
                slot[1] = 0;
            }
            boolean fits = charge.weight() == 0 || slot[1] + charge.weight() <= charge.limit();
            slot[1] += fits ? charge.weight() : 0;
            Counters.Outcome outcome = charge(charge);
            assertThat(outcome.admitted()).as("seed %d, call %d", seed, i).isEqualTo(fits);
            assertThat(outcome.used()).as("seed %d, call %d", seed, i).containsExactly(slot[1]);
            if (i % 10 == 0) {
                counters().expire(now);
            }
        }
    }

    private Counters.Outcome charge(Charge... charges) {
        return counters().charge(List.of(charges));
    }

    private static CounterId id(int number) {
        return new CounterId(number * 0x9e3779b97f4a7c15L, number);
    }

    private static int number(Charge charge) {
        return (int) charge.counter().low();
    }

    private static Charge charge(int counter, long limit, long weight) {
        return new Charge(id(counter), MINUTE, limit, weight);
    }

    private static Charge at(CounterId counter, long now, long limit) {
        return new Charge(counter, Windows.Grid.of(Quota.Unit.MINUTE, 1).at(now), limit, 1);
    }

    private static long inThreads(int count, Work work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<Long>> running = new ArrayList<>();
            IntStream.range(0, count).forEach(thread -> running.add(threads.submit(() -> work.run(thread))));
            long sum = 0;
            for (Future<Long> each : running) {
                sum += each.get();
            }
            return sum;
        }
    }

    interface Work {
        long run(int thread) throws Exception;
    }
}
