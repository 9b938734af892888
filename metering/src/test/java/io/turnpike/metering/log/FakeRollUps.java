package io.turnpike.metering.log;

import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.Question;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sketch;
import io.turnpike.stats.Sums;
import io.turnpike.storage.RollUpStore;
import io.turnpike.storage.StorageUnavailable;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The sums of one node in memory; can fail before or behind a commit.
final class FakeRollUps implements RollUpStore {
    enum Failure {
        NONE,
        BEFORE_COMMIT,
        BEHIND_COMMIT
    }

    final Map<Row, Sums> rows = new LinkedHashMap<>();
    Failure failure = Failure.NONE;
    /// How often nothing fails before.
    int spared;
    int commits;
    int mostRows;
    private LogPlace place;

    @Override
    public Optional<LogPlace> place(String node) {
        return Optional.ofNullable(place);
    }

    @Override
    public boolean add(String node, LogPlace from, LogPlace to, List<RollUp> rollUps) {
        fail(Failure.BEFORE_COMMIT);
        if (!Optional.ofNullable(from).equals(place(node))) {
            return false;
        }
        place = to;
        commits++;
        mostRows = Math.max(mostRows, rollUps.size());
        rollUps.forEach(
                each -> rows.computeIfAbsent(new Row(each.grain(), each.start(), each.series()), _ -> new Sums())
                        .add(each.sums()));
        rows.values().removeIf(sums -> sums.calls() == 0);
        fail(Failure.BEHIND_COMMIT);
        return true;
    }

    /// Calls by hour, told apart by what `name` makes of their series.
    Map<String, Long> hours(Function<Series, String> name) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().grain == Grain.HOUR)
                .collect(Collectors.toMap(
                        row -> name.apply(row.getKey().series),
                        row -> row.getValue().calls(),
                        Long::sum));
    }

    long calls(Grain grain) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().grain == grain)
                .mapToLong(row -> row.getValue().calls())
                .sum();
    }

    private void fail(Failure moment) {
        if (failure == moment && spared-- <= 0) {
            failure = Failure.NONE;
            throw new StorageUnavailable(new IOException("away"));
        }
    }

    @Override
    public void ask(Question question, Consumer<Question.Answer> visitor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sketches(Question question, BiConsumer<Question.Cell, List<Sketch>> visitor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<LogPlace> read(String node, Consumer<RollUp> visitor) {
        rows.forEach((row, sums) -> visitor.accept(new RollUp(row.grain, row.start, row.series, sums)));
        return place(node);
    }

    @Override
    public int deleteBefore(Grain grain, Instant end, int max) {
        throw new UnsupportedOperationException();
    }

    record Row(Grain grain, long start, Series series) {}
}
