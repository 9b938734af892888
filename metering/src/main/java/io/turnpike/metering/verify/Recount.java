package io.turnpike.metering.verify;

import io.turnpike.metering.rollup.Accounts;
import io.turnpike.quota.Charge;
import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sums;
import io.turnpike.usage.CallId;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Counts what the entries of a log say: charges of all, calls up to the place that is rolled up.
final class Recount {
    private static final long MICROS = 1_000_000;

    private final Report report;
    private final @Nullable LogPlace place;
    private final CounterSums counters = new CounterSums();
    private final SumDigests calls = new SumDigests();
    private final Map<CallId, UsageRecord.Start> open = new HashMap<>();
    private long entries;
    private long begun;
    private long charges;
    private long behind;

    Recount(Report report, @Nullable LogPlace place) {
        this.report = report;
        this.place = place;
    }

    CounterSums counters() {
        return counters;
    }

    SumDigests calls() {
        return calls;
    }

    /// @param segment in which the entry stands
    /// @param end of its frame
    void entry(String segment, long end, UsageRecord entry) {
        entries++;
        begun += entry.start() == null ? 0 : 1;
        charges += entry.charges().size();
        for (Charge charge : entry.charges()) {
            counters.add(charge);
        }
        if (place == null || !place.isBehind(segment, end)) {
            behind++;
        }
        if (place != null) {
            call(entry, series -> place.isBehind(series, segment, end));
        }
    }

    void finish() {
        report.count("entries", entries);
        report.count("calls", begun);
        report.count("charges", charges);
        report.count("notRolledUp", behind);
    }

    /// @param isRolledUp whether the entry is in the sums of a series
    private void call(UsageRecord entry, Predicate<Series> isRolledUp) {
        UsageRecord.Start start = entry.start();
        if (start != null && entry.end() != null) {
            ended(start, entry.end(), isRolledUp);
        } else if (start != null) {
            open.put(entry.id(), start);
            began(start, 1, isRolledUp);
        } else if (entry.end() != null) {
            UsageRecord.Start first = open.remove(entry.id());
            if (first != null) {
                began(first, -1, isRolledUp);
                ended(first, entry.end(), isRolledUp);
            }
        }
    }

    private void began(UsageRecord.Start start, long number, Predicate<Series> isRolledUp) {
        Sums sums = new Sums();
        sums.addCalls(number);
        add(start, Accounts.series(start, null), sums, isRolledUp);
    }

    private void ended(UsageRecord.Start start, Ended end, Predicate<Series> isRolledUp) {
        Sums sums = new Sums();
        Accounts.add(sums, start, end);
        add(start, Accounts.series(start, end), sums, isRolledUp);
    }

    private void add(UsageRecord.Start start, Series series, Sums sums, Predicate<Series> isRolledUp) {
        if (!isRolledUp.test(series)) {
            return;
        }
        for (Grain grain : Grain.values()) {
            calls.add(grain, grain.start(start.at() / MICROS), series, sums);
        }
    }
}
