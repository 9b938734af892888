package io.turnpike.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InMemoryPacesTest {
    private static final CounterId KEY = CounterId.of("key");
    private static final CounterId OTHER = CounterId.of("other");
    private static final long START = 1_767_323_045_000_000_000L;

    private final InMemoryPaces paces = new InMemoryPaces();

    @Test
    @DisplayName("Runtime 5.2: one call an interval; a refused one takes no turn")
    void letsOneCallPassInEachInterval() {
        assertThat(paces.pass(KEY, 100, START)).isTrue();
        assertThat(paces.pass(KEY, 100, START + 99)).isFalse();
        assertThat(paces.pass(KEY, 100, START + 100)).isTrue();
        assertThat(paces.pass(OTHER, 100, START + 100)).isTrue();
        assertThat(paces.pass(KEY, 100, START + 350)).isTrue();
        assertThat(paces.pass(KEY, 100, START + 449)).isFalse();
    }

    @Test
    void keepsNobodyWaitingBehindAClockThatWasSetBack() {
        assertThat(paces.pass(KEY, 100, START)).isTrue();
        assertThat(paces.pass(KEY, 100, START - 10_000)).isTrue();
        assertThat(paces.pass(KEY, 100, START - 9_901)).isFalse();
    }

    @Test
    void remembersThoseWhoWaitWhenItForgetsTheOthers() {
        paces.pass(KEY, 100, START);
        paces.pass(OTHER, 1_000, START);
        paces.expire(START + 100);

        assertThat(paces.pass(KEY, 100, START + 100)).isTrue();
        assertThat(paces.pass(OTHER, 1_000, START + 999)).isFalse();
    }

    @Test
    @DisplayName("Whatever the schedule, and while others are forgotten, one call passes")
    void letsOnlyOneOfManyThreadsPass() {
        for (int round = 1; round <= 200; round++) {
            long now = START + round * 1_000L;
            AtomicInteger passed = new AtomicInteger();
            IntStream.range(0, 8).parallel().forEach(i -> {
                paces.expire(now);
                if (paces.pass(KEY, 1_000, now)) {
                    passed.incrementAndGet();
                }
            });
            assertThat(passed).hasValue(1);
        }
    }
}
