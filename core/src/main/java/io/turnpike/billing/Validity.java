package io.turnpike.billing;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a rate plan holds once it is published; kept as it was sent.
///
/// @param start first instant; null until the plan is published
/// @param end first instant that no longer belongs to it; null and the epoch mean never
public record Validity(@Nullable Instant start, @Nullable Instant end) {
    public static final Validity OPEN = new Validity(null, null);

    public Validity {
        requireNotNegative("startTime", start);
        requireNotNegative("endTime", end);
        if (start != null && end != null && !isNever(end) && !end.isAfter(start)) {
            throw Refused.invalid(Kind.RATE_PLAN, "endTime", null, "must be later than startTime");
        }
    }

    /// This validity, with a start if it had none.
    Validity startingAt(Instant otherwise) {
        return start == null ? new Validity(otherwise, end) : this;
    }

    boolean isOverAt(Instant at) {
        return end != null && !isNever(end) && !end.isAfter(at);
    }

    boolean holdsAt(Instant at) {
        return start != null && !start.isAfter(at) && !isOverAt(at);
    }

    boolean overlaps(Validity other) {
        return start != null && other.start != null && !isOverAt(other.start) && !other.isOverAt(start);
    }

    private static boolean isNever(Instant end) {
        return end.equals(Instant.EPOCH);
    }

    private static void requireNotNegative(String field, @Nullable Instant time) {
        if (time != null && time.isBefore(Instant.EPOCH)) {
            throw Refused.invalid(Kind.RATE_PLAN, field, null, "must not be negative");
        }
    }
}
