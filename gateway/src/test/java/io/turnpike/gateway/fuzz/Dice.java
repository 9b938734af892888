package io.turnpike.gateway.fuzz;

import java.util.List;
import java.util.Random;

/// Chance that can be had again from its seed.
public final class Dice {
    private final Random random;

    public Dice(long seed) {
        this.random = new Random(seed);
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
