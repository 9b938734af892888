package io.turnpike.gateway.fuzz;

import java.util.List;
import java.util.Random;

/// Chance that can be had again from its seed.
public final class Dice {
    private static final boolean LONG = Boolean.getBoolean("turnpike.long");

    private final Random random;

    public Dice(long seed) {
        this.random = new Random(seed);
    }

    /// Whether the fuzzers run for long (`-Dturnpike.long=true`). All of them together take about a minute of CPU else.
    public static boolean isLong() {
        return LONG;
    }

    /// Where a fuzzer begins: at `turnpike.seed`; a long run anywhere else; an ordinary one at the same place always,
    /// so that what it says of a change does not depend on luck.
    public static long seed() {
        return Long.getLong("turnpike.seed", LONG ? System.nanoTime() : 1);
    }

    /// @return from 0 to `bound - 1`
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /// True once in so many times.
    public boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// One of the first list, or once in so many times of the second.
    public <T> T oneOf(List<T> usual, int times, List<T> odd) {
        return onceIn(times) ? oneOf(odd) : oneOf(usual);
    }
}
