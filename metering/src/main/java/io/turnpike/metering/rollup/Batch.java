package io.turnpike.metering.rollup;

import io.turnpike.metering.log.LogTail;
import io.turnpike.stats.Grain;
import io.turnpike.stats.Sums;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was read of the log and is not stored yet.
///
/// A call counts when it begins, without a status; when it ends, it is taken away there and counts where it belongs.
/// So no call is missing however long it lasts, and what is added depends on the log alone.
///
/// Few sums are stored as soon as they are read. Many are held until their minute is over: each is then written about
/// once, where it would be read and written a dozen times.
final class Batch implements LogTail.Visitor {
    /// So many may be stored every five seconds.
    static final int FEW = 2_000;

    private static final Duration FEW_EVERY = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /// A sum that is held, or whose room is kept for the next minute, takes up to a kilobyte.
    static final int MOST = 110_000;
    /// More at a time would keep somebody waiting who wants to stop the node.
    private static final int MOST_ENTRIES = 100_000;
    private static final long MICROS = 1_000_000;

    private final OpenCalls open;
    /// Lives on when the batch is stored: most series are there again in the next minute.
    private final Map<Alike, Line> known = new HashMap<>();
    private final Shared shared = new Shared();
    private final List<Line> lines = new ArrayList<>();
    /// Those of series that have another minute in `lines`.
    private final Map<OtherMinute, Line> others = new HashMap<>();
    private Instant since = Instant.MAX;
    private long newestMinute;
    private boolean isMinuteOver;
    private int entries;

    Batch(OpenCalls open) {
        this.open = open;
    }

    /// To be called before entries are read.
    void begin(Instant now) {
        entries = 0;
        if (lines.isEmpty()) {
            since = now;
        }
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
        return entries >= MOST_ENTRIES || isFull();
    }

    /// Whether it is to be stored before more is read; else once the log is read to its end.
    boolean isFull() {
        return lines.size() >= MOST || (isMinuteOver && lines.size() >= FEW);
    }

    /// Whether it is small, or held, enough to be stored.
    boolean isDue(Instant now) {
        Duration held = Duration.between(since, now);
        return lines.size() <= FEW * Math.max(1, held.dividedBy(FEW_EVERY))
                || isMinuteOver
                || held.compareTo(LONGEST) >= 0;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /// In the order of the series' ids. They are the batch's own until it is cleared.
    List<Line> lines() {
        return lines.stream().sorted().toList();
    }

    /// Forgets what is stored.
    void clear() {
        if (known.size() > 2 * lines.size() + FEW) {
            forgetUnused();
        }
        lines.forEach(Line::clear);
        lines.clear();
        others.clear();
        isMinuteOver = false;
    }

    /// How many sums take room, with those that wait for the next minute.
    int held() {
        return known.size() + others.size();
    }

    private void count(UsageRecord.Start start, Ended end) {
        Accounts.add(sums(start, end), start, end);
    }

    private Sums sums(UsageRecord.Start start, @Nullable Ended end) {
        long minute = Grain.MINUTE.start(start.at() / MICROS);
        if (minute > newestMinute) {
            isMinuteOver = !lines.isEmpty();
            newestMinute = minute;
        }
        Alike alike = Alike.of(start, end);
        Line line = known.get(alike);
        if (line == null) {
            makeRoom();
            line = new Line(alike.sharing(shared));
            known.put(line.alike(), line);
        }
        if (line.isClear()) {
            return begin(line, minute);
        }
        return line.minute() == minute ? line.sums() : other(line, minute);
    }

    private Sums other(Line line, long minute) {
        OtherMinute key = new OtherMinute(line, minute);
        Line known = others.get(key);
        if (known != null) {
            return known.sums();
        }
        makeRoom();
        Line other = new Line(line);
        others.put(key, other);
        return begin(other, minute);
    }

    private Sums begin(Line line, long minute) {
        lines.add(line);
        return line.begin(minute);
    }

    /// Once for a batch at most: what is left then is in it.
    private void makeRoom() {
        if (held() >= MOST && held() > lines.size()) {
            forgetUnused();
        }
    }

    private void forgetUnused() {
        known.values().removeIf(Line::isClear);
        shared.clear();
    }

    private record OtherMinute(Line line, long minute) {}
}
