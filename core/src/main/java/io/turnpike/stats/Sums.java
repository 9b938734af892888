package io.turnpike.stats;

import java.util.Arrays;

/// What is known of a number of calls. Not safe for use by several threads.
public final class Sums {
    private static final Measure[] MEASURES = Measure.values();
    private static final int LEAST = 1;
    private static final int MOST = 2;
    private static final int WIDTH = 3;

    private long calls;
    private long ended;
    private long answered;
    /// Of each measure in turn: sum, least, most.
    private final long[] numbers = new long[WIDTH * MEASURES.length];
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
        add(other.calls, other.ended, other.answered, other.numbers);
        totalTimes.add(other.totalTimes);
        targetTimes.add(other.targetTimes);
    }

    /// Adds sums as a store has them, without their sketches.
    ///
    /// @param values of each measure in turn: sum, least, most
    public void add(long allCalls, long endedCalls, long answeredCalls, long[] values) {
        for (Measure measure : MEASURES) {
            int at = WIDTH * measure.place();
            if ((measure.needsTarget() ? answeredCalls : endedCalls) > 0) {
                add(measure, values[at], values[at + LEAST], values[at + MOST], count(measure) == 0);
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
        Arrays.fill(numbers, 0);
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
        return numbers[WIDTH * measure.place()];
    }

    /// 0 where no call has the measure.
    public long least(Measure measure) {
        return numbers[WIDTH * measure.place() + LEAST];
    }

    /// 0 where no call has the measure.
    public long most(Measure measure) {
        return numbers[WIDTH * measure.place() + MOST];
    }

    public Sketch totalTimes() {
        return totalTimes;
    }

    public Sketch targetTimes() {
        return targetTimes;
    }

    private void add(Measure measure, long sum, long smallest, long largest, boolean isFirst) {
        int at = WIDTH * measure.place();
        numbers[at] += sum;
        numbers[at + LEAST] = isFirst ? smallest : Math.min(numbers[at + LEAST], smallest);
        numbers[at + MOST] = isFirst ? largest : Math.max(numbers[at + MOST], largest);
    }
}
