package io.turnpike.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InMemoryCountersTest implements CountersContract {
    private static final long MIB = 1 << 20;

    private final InMemoryCounters counters = new InMemoryCounters();

    @Override
    public Counters counters() {
        return counters;
    }

    @Test
    @DisplayName(
            "extensions.md 6: 1,000,000 live counters fit in 64 MiB, and so does every smaller number in its share")
    void keepsAMillionCountersIn64Mib() {
        long empty = counters.bytes();
        for (int i = 1; i <= 1_000_000; i++) {
            charge(i, MINUTE);
            if (i % 10_000 == 0) {
                assertThat(counters.bytes()).isLessThanOrEqualTo(64 * MIB * i / 1_000_000 + empty);
            }
        }
        assertThat(counters.bytes()).isLessThanOrEqualTo(64 * MIB);
        for (int i = 1; i <= 1_000_000; i += 999) {
            assertThat(counters.used(id(i), MINUTE)).isEqualTo(1);
        }
    }

    @Test
    void givesMemoryBackWhenWindowsHaveEnded() {
        long empty = counters.bytes();
        for (int i = 0; i < 100_000; i++) {
            charge(i, MINUTE);
        }
        for (int i = 0; i < 64; i++) {
            counters.expire(NEXT_MINUTE.end());
        }

        assertThat(counters.bytes()).isEqualTo(empty);
    }

    @Test
    void takesNoMoreMemoryForCountersThatComeAndGo() {
        for (int minute = 0; minute < 50; minute++) {
            Window window = new Window(MINUTE.start() + 60_000L * minute, MINUTE.end() + 60_000L * minute);
            for (int i = 0; i < 10_000; i++) {
                charge(minute * 10_000 + i, window);
            }
        }

        assertThat(counters.bytes()).isLessThan(40_000 * 64);
    }

    @Test
    void remembersAWindowForAMinuteAfterItsEnd() {
        Charge last = new Charge(id(1), MINUTE, 1, 1);
        assertThat(counters.charge(List.of(last)).admitted()).isTrue();
        for (int i = 0; i < 64; i++) {
            counters.expire(MINUTE.end() + 59_999);
        }

        assertThat(counters.charge(List.of(last)).admitted()).isFalse();
    }

    @Test
    void keepsNothingOfRefusedCallsAndOfThoseThatWeighNothing() {
        long empty = counters.bytes();
        for (int i = 0; i < 100_000; i++) {
            counters.charge(List.of(new Charge(id(i), MINUTE, 0, 1)));
            counters.charge(List.of(new Charge(id(i), MINUTE, 1, 0)));
        }

        assertThat(counters.bytes()).isEqualTo(empty);
    }

    private void charge(int number, Window window) {
        counters.charge(List.of(new Charge(id(number), window, 10, 1)));
    }

    private static CounterId id(int number) {
        return new CounterId(number, 0).of(number, number);
    }
}
