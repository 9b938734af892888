package io.turnpike.server;

import io.turnpike.metering.log.FileUsageLog;
import io.turnpike.metering.rollup.RollingUp;
import io.turnpike.stats.Dimension;
import io.turnpike.stats.Grain;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Series;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Counts calls for monitoring when they are rolled up, away from the event loops, and tells the log what it may drop.
///
/// @param rolledUpBefore see `FileUsageLog.rolledUp`
record RolledUpCalls(Map<Labels, LongAdder> byLabels, Consumer<String> rolledUpBefore) implements RollingUp.Told {
    RolledUpCalls(FileUsageLog log) {
        this(new ConcurrentHashMap<>(), log::rolledUp);
    }

    @Override
    public void added(List<RollUp> rollUps) {
        for (RollUp rollUp : rollUps) {
            if (rollUp.grain() == Grain.HOUR && rollUp.sums().ended() > 0) {
                byLabels.computeIfAbsent(Labels.of(rollUp.series()), _ -> new LongAdder())
                        .add(rollUp.sums().ended());
            }
        }
    }

    @Override
    public void rolledUp(String segment) {
        rolledUpBefore.accept(segment);
    }

    /// @param status 0 where the client got none
    record Labels(String environment, String proxy, String status) {
        static Labels of(Series series) {
            String status = series.value(Dimension.STATUS);
            return new Labels(
                    series.value(Dimension.ENVIRONMENT),
                    series.value(Dimension.PROXY),
                    status.isEmpty() ? "0" : status);
        }
    }
}
