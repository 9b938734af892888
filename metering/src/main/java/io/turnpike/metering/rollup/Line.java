package io.turnpike.metering.rollup;

import io.turnpike.stats.Series;
import io.turnpike.stats.Sums;
import java.util.UUID;

/// The sums of calls that are alike in one minute; used again for another minute when it is cleared.
final class Line implements Comparable<Line> {
    private static final long NONE = Long.MIN_VALUE;

    private final Alike alike;
    private final UUID id;
    private final Sums sums = new Sums();
    private long minute = NONE;

    Line(Alike alike) {
        this.alike = alike;
        this.id = alike.series().id();
    }

    /// One for another minute.
    Line(Line line) {
        this.alike = line.alike;
        this.id = line.id;
    }

    Alike alike() {
        return alike;
    }

    /// Id of the series.
    UUID id() {
        return id;
    }

    Series series() {
        return alike.series();
    }

    /// Seconds since the epoch.
    long minute() {
        return minute;
    }

    Sums sums() {
        return sums;
    }

    boolean isClear() {
        return minute == NONE;
    }

    Sums begin(long newMinute) {
        minute = newMinute;
        return sums;
    }

    void clear() {
        minute = NONE;
        sums.clear();
    }

    /// By the ids' bits, then by minute.
    @Override
    public int compareTo(Line other) {
        int high = Long.compareUnsigned(id.getMostSignificantBits(), other.id.getMostSignificantBits());
        int low = Long.compareUnsigned(id.getLeastSignificantBits(), other.id.getLeastSignificantBits());
        return high != 0 ? high : low != 0 ? low : Long.compare(minute, other.minute);
    }
}
