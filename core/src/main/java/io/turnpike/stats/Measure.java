package io.turnpike.stats;

/// What is measured of a call. Times are microseconds, sizes bytes.
///
/// Source: runtime A1.
public enum Measure {
    /// From the arrival of the call to the last byte of the answer.
    TOTAL_TIME,
    REQUEST_SIZE,
    RESPONSE_SIZE,
    /// From the call's way to the target to the last byte of the target's answer. This one and those behind it only
    /// where the target answered.
    TARGET_TIME,
    /// From the arrival of the call to its way to the target.
    REQUEST_LATENCY,
    /// From the last byte of the target's answer to the last byte of ours.
    RESPONSE_LATENCY;

    /// Whether calls without an answer of a target have none.
    public boolean needsTarget() {
        return compareTo(TARGET_TIME) >= 0;
    }
}
