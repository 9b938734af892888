package io.turnpike.stats;

import java.util.Arrays;

/// What is known of a number of calls. Not safe for use by several threads.
public final class Sums {
    private static final int MEASURES = Measure.values().length;

    private long calls;
    private long ended;
    private long answered;
    private final long[] sums = new long[MEASURES];
    private final long[] least = new long[MEASURES];
    private final long[] most = new long[MEASURES];
    private final Sketch totalTimes = new Sketch();
    private final Sketch targetTimes = new Sketch();

    /// Adds calls that did not end, or takes some away that ended meanwhile.
    public void addCalls(long number) {
        calls += number;
    }

    /// Counts one call whose measures follow.
    ///
    /// @param byTarget whether a target answered it
    public void addEnded(boolean byTarget) {
        calls++;
        ended++;
        answered += byTarget ? 1 : 0;
    }

    /// Adds a measure of the call that was counted last.
    public void add(Measure measure, long value) {
        add(measure, value, value, value, count(measure) == 1);
        if (measure == Measure.TOTAL_TIME) {
            totalTimes.add(value);
        } else if (measure == Measure.TARGET_TIME) {
            targetTimes.add(value);
        }
    }

    public void add(Sums other) {
        for (Measure measure : Measure.values()) {
            if (other.count(measure) > 0) {
                int at = measure.place();
                add(measure, other.sums[at], other.least[at], other.most[at], count(measure) == 0);
            }
        }
        calls += other.calls;
        ended += other.ended;
        answered += other.answered;
        totalTimes.add(other.totalTimes);
        targetTimes.add(other.targetTimes);
    }

    /// Adds sums as a store has them, without their sketches.
    ///
    /// @param values of each measure in turn: sum, least, most
    public void add(long allCalls, long endedCalls, long answeredCalls, long[] values) {
        for (Measure measure : Measure.values()) {
            int at = measure.place();
            if ((measure.needsTarget() ? answeredCalls : endedCalls) > 0) {
                add(measure, values[3 * at], values[3 * at + 1], values[3 * at + 2], count(measure) == 0);
            }
        }
        calls += allCalls;
        ended += endedCalls;
        answered += answeredCalls;
    }

    /// Begins anew, in the room that it takes.
    public void clear() {
        calls = 0;
        ended = 0;
        answered = 0;
        Arrays.fill(sums, 0);
        Arrays.fill(least, 0);
        Arrays.fill(most, 0);
        totalTimes.clear();
        targetTimes.clear();
    }

    public long calls() {
        return calls;
    }

    /// Calls whose end is known.
    public long ended() {
        return ended;
    }

    /// Calls that a target answered to the end.
    public long answered() {
        return answered;
    }

    /// Calls that have the measure.
    public long count(Measure measure) {
        return measure.needsTarget() ? answered : ended;
    }

    public long sum(Measure measure) {
        return sums[measure.place()];
    }

    /// 0 where no call has the measure.
    public long least(Measure measure) {
        return least[measure.place()];
    }

    /// 0 where no call has the measure.
    public long most(Measure measure) {
        return most[measure.place()];
    }

    public Sketch totalTimes() {
        return totalTimes;
    }

    public Sketch targetTimes() {
        return targetTimes;
    }

    private void add(Measure measure, long sum, long smallest, long largest, boolean isFirst) {
        int at = measure.place();
        sums[at] += sum;
        least[at] = isFirst ? smallest : Math.min(least[at], smallest);
        most[at] = isFirst ? largest : Math.max(most[at], largest);
    }
}
