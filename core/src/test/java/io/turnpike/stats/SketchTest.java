package io.turnpike.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void quantilesAreWithinOnePercentHoweverItWasAddedUp(long seed) {
        Random random = new Random(seed);
        long[] values = random.longs(20_000)
                .map(bits -> (bits >>> 1) >>> random.nextInt(10, 60))
                .toArray();
        Sketch whole = new Sketch();
        Sketch inParts = new Sketch();
        for (int from = 0; from < values.length; from += 100) {
            Sketch part = new Sketch();
            Arrays.stream(values, from, from + 100).forEach(part::add);
            inParts.add(Sketch.of(part.toBytes()));
        }
        Arrays.stream(values).forEach(whole::add);
        Arrays.sort(values);

        assertThat(inParts.toBytes()).isEqualTo(whole.toBytes());
        assertThat(inParts.count()).isEqualTo(values.length);
        for (double part : new double[] {0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1}) {
            long exact = values[(int) Math.max(0, Math.ceil(part * values.length) - 1)];
            assertThat(inParts.quantile(part)).as("quantile %s", part).isCloseTo((double) exact, within(exact * 0.01));
        }
    }

    @Test
    void smallValuesAreExact() {
        Sketch sketch = new Sketch();
        for (int value = 0; value < 128; value++) {
            sketch.add(value);
        }

        assertThat(sketch.quantile(0.5)).isEqualTo(63);
        assertThat(sketch.quantile(1)).isEqualTo(127);
    }

    @Test
    void countsAsManyAsThereAre() {
        Sketch sketch = new Sketch();
        sketch.add(7);
        for (int doubled = 0; doubled < 30; doubled++) {
            sketch.add(Sketch.of(sketch.toBytes()));
            sketch.add(100);
        }

        assertThat(sketch.count()).isEqualTo((1L << 31) - 1);
        assertThat(sketch.quantile(0.5)).isEqualTo(7);
        assertThat(sketch.quantile(0.51)).isEqualTo(100);
        assertThat(sketch.toBytes()).hasSizeLessThan(20);
        assertThat(Sketch.of(sketch.toBytes()).toBytes()).isEqualTo(sketch.toBytes());

        sketch.clear();
        sketch.add(5);
        assertThat(sketch.count()).isEqualTo(1);
        assertThat(sketch.quantile(1)).isEqualTo(5);
    }

    @Test
    void takesFewBytes() {
        Sketch sketch = new Sketch();
        Random random = new Random(1);
        for (int call = 0; call < 1_000_000; call++) {
            sketch.add(1_000 + random.nextInt(100_000));
        }

        assertThat(sketch.toBytes()).hasSizeLessThan(2_000);
    }

    @Test
    void aClockThatWentBackCountsAsNoTime() {
        Sketch sketch = new Sketch();
        sketch.add(-5);

        assertThat(sketch.quantile(0.5)).isZero();
        assertThat(new Sketch().quantile(0.5)).isZero();
    }
}
