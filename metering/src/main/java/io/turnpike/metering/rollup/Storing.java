package io.turnpike.metering.rollup;

import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.LogPlace.Ahead;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sums;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A batch on its way to the database, in transactions of some thousand rows: more would keep those waiting who want
/// to write something else.
final class Storing {
    private final List<Line> lines;
    private final LogPlace to;
    private final long keptSince;
    private int at;
    private int end;

    /// @param lines in their order
    /// @param to where all series stand when it is done
    /// @param keptSince seconds since the epoch before which no minute is kept
    Storing(List<Line> lines, LogPlace to, long keptSince) {
        this.lines = lines;
        this.to = to;
        this.keptSince = keptSince;
        this.end = end();
    }

    /// Leaves out the series that are there already.
    void skipTo(int part) {
        while (at < lines.size() && part(at) < part) {
            at++;
        }
        end = end();
    }

    /// What is stored in one transaction.
    List<RollUp> rollUps() {
        List<RollUp> rollUps = new ArrayList<>();
        int from = at;
        for (int i = at + 1; i <= end; i++) {
            if (i == end || !lines.get(i).id().equals(lines.get(from).id())) {
                Series series = lines.get(from).series();
                add(rollUps, Grain.MINUTE, series, lines.subList(from, i));
                add(rollUps, Grain.HOUR, series, lines.subList(from, i));
                from = i;
            }
        }
        return rollUps;
    }

    /// The place that is stored with it.
    ///
    /// @param from null for the beginning
    LogPlace place(@Nullable LogPlace from) {
        return end == lines.size() ? to : LogPlace.with(from, new Ahead(to.segment(), to.offset(), part(end)));
    }

    /// Goes on behind what is stored.
    void stored() {
        at = end;
        end = end();
    }

    boolean isDone() {
        return at == lines.size();
    }

    /// @param ofSeries all of one series
    private void add(List<RollUp> rollUps, Grain grain, Series series, List<Line> ofSeries) {
        int from = 0;
        for (int i = 1; i <= ofSeries.size(); i++) {
            long start = grain.start(ofSeries.get(from).minute());
            if (i == ofSeries.size() || grain.start(ofSeries.get(i).minute()) != start) {
                Sums sums = sums(ofSeries.subList(from, i));
                if ((sums.calls() != 0 || sums.ended() != 0) && (grain != Grain.MINUTE || start >= keptSince)) {
                    rollUps.add(new RollUp(grain, start, series, sums));
                }
                from = i;
            }
        }
    }

    private static Sums sums(List<Line> same) {
        if (same.size() == 1) {
            return same.getFirst().sums();
        }
        Sums sums = new Sums();
        same.forEach(line -> sums.add(line.sums()));
        return sums;
    }

    /// Series of one part are stored together.
    private int end() {
        int next = Math.min(lines.size(), at + Batch.FEW);
        while (next > at && next < lines.size() && part(next) == part(next - 1)) {
            next++;
        }
        return next;
    }

    private int part(int line) {
        return Ahead.part(lines.get(line).id());
    }
}
