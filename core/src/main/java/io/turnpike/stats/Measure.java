package io.turnpike.stats;

/// What is measured of a call. Times are microseconds, sizes bytes.
///
/// Source: runtime A1.
public enum Measure {
    /// From the arrival of the call to the last byte of the answer.
    TOTAL_TIME(0),
    REQUEST_SIZE(1),
    RESPONSE_SIZE(2),
    /// From the call's way to the target to the last byte of the target's answer. This one and those behind it only
    /// where the target answered.
    TARGET_TIME(3),
    /// From the arrival of the call to its way to the target.
    REQUEST_LATENCY(4),
    /// From the last byte of the target's answer to the last byte of ours.
    RESPONSE_LATENCY(5);

    private final int place;

    Measure(int place) {
        this.place = place;
    }

    /// Its place among all.
    public int place() {
        return place;
    }

    /// Whether calls without an answer of a target have none.
    public boolean needsTarget() {
        return compareTo(TARGET_TIME) >= 0;
    }
}
