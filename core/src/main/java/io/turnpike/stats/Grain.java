package io.turnpike.stats;

import java.time.Duration;

/// How long a stretch of time is that has sums of its own.
public enum Grain {
    MINUTE(60),
    HOUR(3600);

    /// How long sums are kept by minute; those by hour are kept as an operator says.
    public static final Duration MINUTES_KEPT = Duration.ofDays(2);

    private final long seconds;

    Grain(long seconds) {
        this.seconds = seconds;
    }

    public long seconds() {
        return seconds;
    }

    /// The start of the stretch that a second lies in.
    public long start(long second) {
        return Math.floorDiv(second, seconds) * seconds;
    }
}
