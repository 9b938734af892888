package io.turnpike.chance;

/// Where randomized tests begin, and how far they go.
public final class Chance {
    private static final boolean LONG = Boolean.getBoolean("turnpike.long");

    private Chance() {}

    /// Whether the fuzzers run for long (`-Dturnpike.long=true`). All of them together take about a minute of CPU else.
    public static boolean isLong() {
        return LONG;
    }

    /// At `turnpike.seed`; a long run anywhere else; an ordinary one at the same place always, so that what it says of
    /// a change does not depend on luck.
    public static long seed() {
        return Long.getLong("turnpike.seed", LONG ? System.nanoTime() : 1);
    }
}
