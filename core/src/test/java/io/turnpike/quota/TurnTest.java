package io.turnpike.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import io.turnpike.model.Quota;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Paces with a burst, alone and together with counters (runtime 5.2, 5.3).
class TurnTest {
    private static final CounterId PACE = CounterId.of("rps");
    private static final CounterId DAY = CounterId.of("day");
    private static final long START = 1_767_323_045_000_000_000L;
    private static final long MILLI = 1_000_000;
    private static final long FIFTH = 200 * MILLI;

    private final InMemoryCounters counters = new InMemoryCounters();

    @Test
    @DisplayName("5.2: R=5, B=2: at 0, 0, 0 ms allow, allow, refuse; at 200 ms allow; at 250 ms refuse")
    void keepsThePaceOfTheSpecification() {
        assertThat(passes(0, 1)).isTrue();
        assertThat(passes(0, 1)).isTrue();
        assertThat(passes(0, 1)).isFalse();
        assertThat(passes(200, 1)).isTrue();
        assertThat(passes(250, 1)).isFalse();
    }

    @Test
    @DisplayName("5.2: a weight takes as many turns, and more than the burst is always refused")
    void takesAsManyTurnsAsACallWeighs() {
        assertThat(passes(0, 3)).isFalse();
        assertThat(passes(0, 2)).isTrue();
        assertThat(passes(399, 2)).isFalse();
        assertThat(passes(399, 1)).isTrue();
        assertThat(passes(10_000, 3)).isFalse();
    }

    @Test
    @DisplayName("N4: a weight of 0 passes and takes nothing, also where nothing is left")
    void letsAWeightOfZeroPass() {
        passes(0, 2);

        assertThat(passes(0, 0)).isTrue();
        assertThat(passes(200, 1)).isTrue();
    }

    @Test
    @DisplayName("5.2: tells what is left of the burst, and when as much fits again")
    void tellsWhatIsLeft() {
        Counters.Outcome first = counters.charge(turn(0, 1));
        assertThat(first.used()).containsExactly(1);
        assertThat(first.fitsAt(0)).isEqualTo(millis(0));
        assertThat(first.charges()).isEmpty();

        Counters.Outcome second = counters.charge(turn(50, 1));
        assertThat(second.used()).containsExactly(2);
        assertThat(second.fitsAt(0)).isEqualTo(millis(200));

        Counters.Outcome third = counters.charge(turn(199, 1));
        assertThat(third.violated()).isZero();
        assertThat(third.used()).containsExactly(2);
        assertThat(third.fitsAt(0)).isEqualTo(millis(200));

        assertThat(counters.charge(turn(201, 2)).fitsAt(0)).isEqualTo(millis(400));
        assertThat(counters.charge(turn(500, 2)).fitsAt(0)).isEqualTo(millis(700));
        assertThat(counters.look(List.of(turn(10_000, 1))).used()).containsExactly(0);
    }

    @Test
    @DisplayName("L3: what one limit refuses takes nothing of another, whichever comes first")
    void takesAllOrNothing() {
        Charge last = day(1);
        assertThat(counters.charge(List.of(turn(0, 1), last)).admitted()).isTrue();

        Counters.Outcome full = counters.charge(List.of(turn(0, 1), last));
        assertThat(full.violated()).isEqualTo(1);
        assertThat(full.used()).containsExactly(1, 1);
        assertThat(counters.charge(turn(0, 1)).admitted()).isTrue();

        Counters.Outcome fast = counters.charge(List.of(turn(0, 1), day(9)));
        assertThat(fast.violated()).isZero();
        assertThat(fast.used()).containsExactly(2, 1);
        assertThat(fast.fitsAt(1)).isEqualTo(last.window().end());
    }

    @Test
    void takesNothingByALook() {
        List<Claim> claims = List.of(turn(0, 2), day(1));

        assertThat(counters.look(claims).admitted()).isTrue();
        assertThat(counters.look(claims).used()).containsExactly(0, 0);
        assertThat(counters.charge(claims).admitted()).isTrue();
        assertThat(counters.look(claims).violated()).isZero();
    }

    @Test
    @DisplayName("4.2: another rate or burst holds at once, and keeps what was taken")
    void keepsWhatWasTakenWhenTheRateChanges() {
        assertThat(passes(0, 2)).isTrue();

        assertThat(counters.charge(new Turn(PACE, FIFTH, START, 3, 1)).admitted())
                .isTrue();
        assertThat(counters.charge(new Turn(PACE, FIFTH, START, 2, 1)).admitted())
                .isFalse();
    }

    @Test
    void keepsNobodyWaitingForTimesThatAClockWasSetBackFrom() {
        long hour = 3_600_000;
        assertThat(passes(hour, 2)).isTrue();

        assertThat(passes(0, 1)).isFalse();
        assertThat(passes(199, 1)).isFalse();
        assertThat(passes(200, 1)).isTrue();
    }

    @Test
    void believesAThreadThatIsALittleLate() {
        assertThat(passes(1_000, 2)).isTrue();

        assertThat(passes(0, 1)).isFalse();
        assertThat(passes(1_199, 1)).isFalse();
        assertThat(passes(1_200, 1)).isTrue();
    }

    @Test
    void forgetsThoseThatAreIdleAndNoOthers() {
        passes(0, 2);
        for (int i = 0; i < 64; i++) {
            counters.expire(millis(60_199));
        }
        assertThat(passes(0, 1)).isFalse();
        for (int i = 0; i < 64; i++) {
            counters.expire(millis(60_401));
        }
        assertThat(passes(0, 1)).isTrue();
    }

    @Test
    @DisplayName("5.2: agrees with a bucket that is refilled step by step, on random calls")
    void agreesWithABucket() {
        long seed = Chance.seed();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            long interval = 1L + random.nextInt(2_000);
            long burst = 1L + random.nextInt(20);
            CounterId pace = CounterId.of("round " + round);
            // in steps of a nanosecond: how many nanoseconds of pace are saved up
            long saved = burst * interval;
            long now = START;
            for (int call = 0; call < 500; call++) {
                long passed = random.nextInt((int) (3 * interval));
                now += passed;
                saved = Math.min(burst * interval, saved + passed);
                long weight = random.nextInt(4);
                boolean fits = weight == 0 || (weight <= burst && saved >= weight * interval);
                saved -= fits ? weight * interval : 0;
                Counters.Outcome outcome = counters.charge(new Turn(pace, interval, now, burst, weight));
                assertThat(outcome.admitted()).as("seed %d", seed).isEqualTo(fits);
                assertThat(burst - outcome.used()[0]).as("seed %d", seed).isEqualTo(saved / interval);
            }
        }
    }

    private boolean passes(long millis, long weight) {
        return counters.charge(turn(millis, weight)).admitted();
    }

    private static Turn turn(long millis, long weight) {
        return new Turn(PACE, FIFTH, START + millis * MILLI, 2, weight);
    }

    private static Charge day(long limit) {
        return new Charge(DAY, Windows.Grid.of(Quota.Unit.DAY, 1).at(START / MILLI), limit, 1);
    }

    private static long millis(long behind) {
        return START / MILLI + behind;
    }
}
