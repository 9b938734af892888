package io.turnpike.metering.rollup;

import io.turnpike.metering.log.LogTail;
import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sums;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is added to the sums in one transaction.
///
/// A call counts when it begins, without a status; when it ends, it is taken away there and counts where it belongs.
/// So no call is missing however long it lasts, and what is added depends on the log alone.
final class Batch implements LogTail.Visitor {
    /// More rows make a transaction too long for those who wait for the database.
    private static final int MOST_ROWS = 500;
    private static final int MOST_ENTRIES = 50_000;
    private static final long MICROS = 1_000_000;

    private final OpenCalls open;
    private final Map<Row, Sums> minutes = new HashMap<>();
    private int entries;

    Batch(OpenCalls open) {
        this.open = open;
    }

    @Override
    public void entry(String segment, UsageRecord entry) {
        entries++;
        if (entry.start() != null && entry.end() != null) {
            count(entry.start(), entry.end());
        } else if (entry.start() != null) {
            open.began(segment, entry.id(), entry.start());
            sums(entry.start(), Accounts.series(entry.start(), null)).addCalls(1);
        } else if (entry.end() != null) {
            UsageRecord.Start start = open.ended(entry.id());
            if (start != null) {
                sums(start, Accounts.series(start, null)).addCalls(-1);
                count(start, entry.end());
            }
        }
    }

    @Override
    public boolean hasEnough() {
        return minutes.size() >= MOST_ROWS || entries >= MOST_ENTRIES;
    }

    /// @param keptSince seconds since the epoch before which no minute is kept
    List<RollUp> rollUps(long keptSince) {
        List<RollUp> rollUps = new ArrayList<>();
        Map<Row, Sums> hours = new HashMap<>();
        minutes.forEach((row, sums) -> {
            hours.computeIfAbsent(new Row(Grain.HOUR.start(row.start), row.series), _ -> new Sums())
                    .add(sums);
            if (row.start >= keptSince) {
                add(rollUps, Grain.MINUTE, row, sums);
            }
        });
        hours.forEach((row, sums) -> add(rollUps, Grain.HOUR, row, sums));
        return rollUps;
    }

    /// @param read where the log was left
    LogPlace place(LogTail.Place read) {
        return new LogPlace(read.segment(), read.offset(), open.oldest(read.segment()));
    }

    /// What began and ended in this batch leaves nothing behind.
    private static void add(List<RollUp> rollUps, Grain grain, Row row, Sums sums) {
        if (sums.calls() != 0) {
            rollUps.add(new RollUp(grain, row.start, row.series, sums));
        }
    }

    private void count(UsageRecord.Start start, Ended end) {
        Accounts.add(sums(start, Accounts.series(start, end)), start, end);
    }

    private Sums sums(UsageRecord.Start start, Series series) {
        return minutes.computeIfAbsent(new Row(Grain.MINUTE.start(start.at() / MICROS), series), _ -> new Sums());
    }

    private record Row(long start, Series series) {}
}
