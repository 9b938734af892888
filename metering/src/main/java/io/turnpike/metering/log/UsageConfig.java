package io.turnpike.metering.log;

import java.nio.file.Path;
import java.time.Duration;

/// What bounds the usage log (extensions.md 6).
///
/// @param directory belongs to one process
/// @param writeInterval longest time that an entry waits in memory
/// @param writeEntries most entries that wait in memory; further calls wait before they are forwarded
/// @param sync longest time until what is written begins to be forced to disk; zero: a call goes on once it is there
/// @param segmentSize bytes behind which a segment is closed
/// @param segmentAge time behind which a segment is closed
/// @param keep age at which segments are dropped
/// @param maxSize bytes of all segments beyond which the oldest are dropped before that
public record UsageConfig(
        Path directory,
        Duration writeInterval,
        int writeEntries,
        Duration sync,
        long segmentSize,
        Duration segmentAge,
        Duration keep,
        long maxSize) {
    private static final long MIB = 1 << 20;

    public UsageConfig {
        positive("usage.write", writeInterval.toNanos());
        positive("usage.write entries", writeEntries);
        positive("usage.segment-size", segmentSize);
        positive("usage.segment-age", segmentAge.toNanos());
        positive("usage.keep", keep.toMillis());
        positive("usage.max-size", maxSize);
        if (sync.isNegative()) {
            throw new IllegalArgumentException("usage.sync must not be negative");
        }
    }

    /// The defaults for a folder. A snapshot follows each segment, so it stands at most ten minutes behind.
    public static UsageConfig in(Path directory) {
        return new UsageConfig(
                directory,
                Duration.ofMillis(20),
                4096,
                Duration.ofSeconds(1),
                64 * MIB,
                Duration.ofMinutes(9),
                Duration.ofDays(30),
                10 * 1024 * MIB);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
