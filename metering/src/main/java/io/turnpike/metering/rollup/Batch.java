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
import org.jspecify.annotations.Nullable;

/// What is added to the sums in one transaction.
///
/// A call counts when it begins, without a status; when it ends, it is taken away there and counts where it belongs.
/// So no call is missing however long it lasts, and what is added depends on the log alone.
final class Batch implements LogTail.Visitor {
    /// More rows make a transaction too long for those who wait for the database.
    private static final int MOST_ROWS = 2_000;
    private static final int MOST_ENTRIES = 500_000;
    private static final long MICROS = 1_000_000;

    private final OpenCalls open;
    private final Map<Row, Sums> minutes = new HashMap<>();
    /// Leads from what calls of one row have in common to its sums, without making the row.
    private final Map<Alike, Sums> known = new HashMap<>();
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
            sums(entry.start(), null).addCalls(1);
        } else if (entry.end() != null) {
            UsageRecord.Start start = open.ended(entry.id());
            if (start != null) {
                sums(start, null).addCalls(-1);
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
        Accounts.add(sums(start, end), start, end);
    }

    private Sums sums(UsageRecord.Start start, @Nullable Ended end) {
        long minute = Grain.MINUTE.start(start.at() / MICROS);
        return known.computeIfAbsent(
                Alike.of(minute, start, end),
                _ -> minutes.computeIfAbsent(new Row(minute, Accounts.series(start, end)), _ -> new Sums()));
    }

    private record Row(long start, Series series) {}

    /// All of a call that `Accounts.series` looks at.
    private record Alike(
            long minute,
            UsageRecord.@Nullable Place place,
            UsageRecord.@Nullable Holder holder,
            UsageRecord.@Nullable Cover cover,
            String verb,
            @Nullable String refusal,
            @Nullable String fault,
            @Nullable Close close) {
        static Alike of(long minute, UsageRecord.Start start, @Nullable Ended end) {
            return new Alike(
                    minute,
                    start.place(),
                    start.holder(),
                    start.cover(),
                    Accounts.verb(start),
                    start.refusal(),
                    start.fault(),
                    end == null ? null : Close.of(end));
        }
    }

    /// @param host of the target; null where the call did not go out
    /// @param targetStatus 0 if none came
    private record Close(
            int status,
            Ended.Outcome outcome,
            @Nullable String fault,
            @Nullable String host,
            int targetStatus) {
        static Close of(Ended end) {
            Ended.Target target = end.target();
            return new Close(
                    end.status(),
                    end.outcome(),
                    end.fault(),
                    target == null ? null : target.host(),
                    target == null ? 0 : target.status());
        }
    }
}
