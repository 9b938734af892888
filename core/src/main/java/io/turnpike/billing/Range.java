package io.turnpike.billing;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stretch of a count of calls, up to and including `end`. Both bounds are kept as they were sent: null and 0 leave
/// that side open.
sealed interface Range permits RateRange, ShareRange {
    @Nullable
    Long start();

    @Nullable
    Long end();

    /// The ranges, once it is sure that each call that can be counted lies in exactly one of them. A range begins at
    /// the call behind the former range's end (1 to 100, 101 to 200) or repeats that end (0 to 100, 100 to 200);
    /// clients write both, and mean the same.
    ///
    /// @throws Refused with `InvalidField` on `field`
    static <R extends Range> List<R> contiguous(String field, List<R> ranges) {
        long reached = 0;
        for (int index = 0; index < ranges.size(); index++) {
            long start = bound(ranges.get(index).start());
            long end = bound(ranges.get(index).end());
            boolean isJoined = start == reached || (start > reached && start - reached == 1);
            if (!isJoined) {
                throw invalid(field, index == 0 ? "must begin at 0" : "must have no gap and no overlap");
            }
            boolean isLast = index == ranges.size() - 1;
            if (isLast ? end != 0 : end <= reached) {
                throw invalid(field, isLast ? "must leave the end of the last range open" : "must ascend");
            }
            reached = end;
        }
        return List.copyOf(ranges);
    }

    private static long bound(@Nullable Long given) {
        return given == null ? 0 : given;
    }

    private static Refused invalid(String field, String rule) {
        return Refused.invalid(Kind.RATE_PLAN, field, null, rule);
    }
}
