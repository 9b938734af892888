package io.turnpike.server;

import static io.turnpike.server.OldGeneration.LEAST;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OldGenerationTest {
    private long used;
    private long living;
    private int collections;
    private final OldGeneration generation = new OldGeneration(() -> used, this::collect);

    @Test
    void leavesASmallOneAlone() {
        used = LEAST;
        generation.run();
        assertThat(collections).isZero();
    }

    @Test
    void isCollectedOnceItHoldsHalfAsMuchAgainAsLivedTheLastTime() {
        used = LEAST + 1;
        living = 2 * LEAST;
        generation.run();
        assertThat(collections).isOne();
        used = 3 * LEAST;
        generation.run();
        assertThat(collections).isOne();
        used = 3 * LEAST + 1;
        living = 1;
        generation.run();
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void isSmallAgainWhereItsDataAreGone() {
        used = 10 * LEAST;
        living = 1;
        generation.run();
        used = LEAST + 1;
        generation.run();
        assertThat(collections).isEqualTo(2);
    }

    private void collect() {
        collections++;
        used = living;
    }
}
