package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;

/// A ceiling on calls: at most `limit` in every window of `interval` units.
///
/// The wire format carries all three as strings; they are numbers from here on inwards.
///
/// @param limit calls admitted in one window; 0 closes the operation
/// @param interval length of a window in units, at least 1
/// @param unit unit of `interval`; a `MONTH` is a calendar month in UTC, not 30 days
public record Quota(long limit, int interval, Unit unit) {
    public Quota {
        if (limit < 0) {
            throw Refused.invalid(Kind.QUOTA, "quota", limit, "must not be negative");
        }
        if (interval < 1) {
            throw Refused.invalid(Kind.QUOTA, "quotaInterval", interval, "must be at least 1");
        }
    }

    public enum Unit {
        SECOND,
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH
    }
}
