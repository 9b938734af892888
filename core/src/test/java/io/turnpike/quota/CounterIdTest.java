package io.turnpike.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CounterIdTest {
    private static final UUID ENVIRONMENT = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static final UUID APP = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");

    @Test
    @DisplayName("4.2: ids of counters are on disk; they never change")
    void pinsIds() {
        var limit = CounterId.of("quota");

        assertThat(limit).isEqualTo(new CounterId(0xb878a6801d9a9e68L, 0xb30ed63430bb5e0bL));
        assertThat(limit.of(ENVIRONMENT)).isEqualTo(new CounterId(0x2bebcf57fe2bd3b0L, 0xf990e0c0421d82eaL));
        assertThat(limit.of(ENVIRONMENT).of(APP)).isEqualTo(new CounterId(0xe8a526a4dac3ce83L, 0xd40ac292e373850cL));
    }

    @Test
    void dependsOnTheOrderOfItsParts() {
        var limit = CounterId.of("quota");

        assertThat(limit.of(ENVIRONMENT).of(APP)).isNotEqualTo(limit.of(APP).of(ENVIRONMENT));
        assertThat(limit.of(ENVIRONMENT)).isNotEqualTo(limit);
        assertThat(limit.of(1, 2)).isNotEqualTo(limit.of(2, 1));
    }

    @Test
    void tellsPartsApartThatDifferInOneBit() {
        var limit = CounterId.of("quota");
        Set<CounterId> seen = new HashSet<>();
        seen.add(limit.of(0, 0));
        for (int bit = 0; bit < 64; bit++) {
            seen.add(limit.of(1L << bit, 0));
            seen.add(limit.of(0, 1L << bit));
        }

        assertThat(seen).hasSize(129);
    }

    @Test
    void spreadsConsecutiveIdsOverBothHalves() {
        var limit = CounterId.of("quota");
        Set<Integer> high = new HashSet<>();
        Set<Integer> low = new HashSet<>();
        for (int i = 0; i < 65_536; i++) {
            var id = limit.of(0, i);
            high.add((int) id.high() & 0xffff);
            low.add((int) id.low() & 0xffff);
        }

        assertThat(high).as("of 65,536 slots, a random choice hits 63 in 100").hasSizeBetween(40_500, 42_400);
        assertThat(low).hasSizeBetween(40_500, 42_400);
    }

    @Test
    void tellsAMillionRandomPartsApart() {
        Random random = new Random(42);
        var limit = CounterId.of("quota").of(ENVIRONMENT);
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            seen.add(limit.of(random.nextLong(), random.nextLong()).high());
        }

        assertThat(seen).hasSize(1_000_000);
    }
}
