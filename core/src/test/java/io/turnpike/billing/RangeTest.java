package io.turnpike.billing;

import static io.turnpike.model.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RangeTest {
    private static final String FIELD = "rates";
    private static final int LARGEST = 6;

    @Test
    @DisplayName("9.6: the worked example, 1 to 100, 101 to 200, 201 and more, in each way of writing it")
    void takesTheWorkedExample() {
        assertFits(range(1L, 100L), range(101L, 200L), range(201L, 0L));
        assertFits(range(null, 100L), range(101L, 200L), range(201L, null));
        assertFits(range(0L, 100L), range(100L, 200L), range(200L, 0L));
    }

    @Test
    @DisplayName("9.6: one range covers all, none says nothing")
    void takesOneOpenRangeAndNone() {
        assertFits();
        assertFits(range(null, null));
        assertFits(range(0L, 0L));
        assertFits(range(1L, null));
    }

    @Test
    @DisplayName("9.6: no gap, no overlap, open at both ends")
    void refusesGapsOverlapsAndEnds() {
        assertRefused(range(null, 100L), range(102L, null));
        assertRefused(range(null, 100L), range(99L, null));
        assertRefused(range(null, 100L), range(101L, 200L));
        assertRefused(range(null, null), range(101L, null));
        assertRefused(range(2L, null));
        assertRefused(range(-1L, null));
        assertRefused(range(null, -5L), range(-5L, null));
        assertRefused(range(null, Long.MAX_VALUE), range(Long.MIN_VALUE, null));
    }

    @Test
    @DisplayName("lists are refused exactly where some call lies in no range or in two")
    void agreesWithCountingEachCall() {
        long seed = Chance.seed();
        Random random = new Random(seed);
        int fitting = 0;
        for (int round = 0; round < 200_000; round++) {
            var ranges = random(random);
            boolean fits = coversEachOnce(ranges);

            assertThat(isTaken(ranges)).as("seed %d: %s", seed, ranges).isEqualTo(fits);
            fitting += fits ? 1 : 0;
        }
        assertThat(fitting).as("seed %d", seed).isGreaterThan(100);
    }

    /// Counts each call up to one that is larger than any bound; a start that repeats the end before it means the
    /// call behind that.
    private static boolean coversEachOnce(List<ShareRange> ranges) {
        int[] covers = new int[LARGEST + 3];
        long before = 0;
        for (int index = 0; index < ranges.size(); index++) {
            long start = value(ranges.get(index).start());
            long end = value(ranges.get(index).end());
            boolean isLast = index == ranges.size() - 1;
            if (isLast != (end == 0)) {
                return false;
            }
            long first = start == before ? start + 1 : start;
            long last = isLast ? covers.length - 1 : end;
            if (first <= before || first > last) {
                return false;
            }
            for (long call = first; call <= last; call++) {
                covers[(int) call]++;
            }
            before = end;
        }
        for (int call = 1; call < covers.length; call++) {
            if (covers[call] != (ranges.isEmpty() ? 0 : 1)) {
                return false;
            }
        }
        return true;
    }

    private static List<ShareRange> random(Random random) {
        var ranges = new ArrayList<ShareRange>();
        int count = random.nextInt(4);
        for (int index = 0; index < count; index++) {
            ranges.add(range(bound(random), bound(random)));
        }
        return ranges;
    }

    private static @Nullable Long bound(Random random) {
        return random.nextInt(4) == 0 ? null : Long.valueOf(random.nextInt(LARGEST + 1));
    }

    private static long value(@Nullable Long bound) {
        return bound == null ? 0 : bound;
    }

    private static boolean isTaken(List<ShareRange> ranges) {
        try {
            return Range.contiguous(FIELD, ranges).equals(ranges);
        } catch (Refused _) {
            return false;
        }
    }

    private static void assertFits(ShareRange... ranges) {
        assertThat(Range.contiguous(FIELD, List.of(ranges))).containsExactly(ranges);
    }

    private static void assertRefused(ShareRange... ranges) {
        assertInvalid(Kind.RATE_PLAN, FIELD, () -> Range.contiguous(FIELD, List.of(ranges)));
    }

    private static ShareRange range(@Nullable Long start, @Nullable Long end) {
        return new ShareRange(start, end, 0);
    }
}
