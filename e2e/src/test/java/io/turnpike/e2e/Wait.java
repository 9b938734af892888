package io.turnpike.e2e;

import java.time.Duration;

/// Asks the real thing until a condition holds.
final class Wait {
    private Wait() {}

    interface Condition {
        boolean holds() throws Exception;
    }

    /// @return how long it took
    /// @throws AssertionError if it does not hold in time
    static Duration until(String what, Condition condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > Turnpike.PATIENCE.toNanos()) {
                throw new AssertionError("not in " + Turnpike.PATIENCE + ": " + what);
            }
            Thread.onSpinWait();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
