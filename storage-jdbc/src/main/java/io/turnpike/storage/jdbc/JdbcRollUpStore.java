package io.turnpike.storage.jdbc;

import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.Question;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Sketch;
import io.turnpike.storage.RollUpStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A node's rows are written by that node alone, one transaction after the other.
///
/// @param lock stands behind a `select` so that nobody else changes its rows
record JdbcRollUpStore(Connections connections, String lock) implements RollUpStore {
    private static final int FETCHED = 1_000;
    private static final LogPlace.Ahead NOT_AHEAD = new LogPlace.Ahead("", 0, 0);

    @Override
    public Optional<LogPlace> place(String node) {
        return connections.read(handle -> place(new Transaction(handle, ""), node));
    }

    @Override
    public boolean add(String node, @Nullable LogPlace from, LogPlace to, List<RollUp> rollUps) {
        return connections.write(handle -> {
            Transaction transaction = new Transaction(handle, lock);
            if (!Objects.equals(place(transaction, node).orElse(null), from)) {
                return false;
            }
            putPlace(transaction, node, from, to);
            new SumRows(handle.getConnection(), node).add(rollUps);
            return true;
        });
    }

    @Override
    public void ask(Question question, Consumer<Question.Answer> visitor) {
        StatsQuery query = new StatsQuery(question);
        connections.read(handle -> {
            query.bind(handle.createQuery(query.sums()))
                    .map((row, _) -> query.answer(row))
                    .forEach(visitor);
            return visitor;
        });
    }

    @Override
    public void sketches(Question question, BiConsumer<Question.Cell, List<Sketch>> visitor) {
        StatsQuery query = new StatsQuery(question);
        connections.read(handle -> {
            query.bind(handle.createQuery(query.sketches()))
                    .setFetchSize(FETCHED)
                    .map((row, _) -> Map.entry(query.cell(row), SumColumns.sketches(row)))
                    .forEach(row -> visitor.accept(row.getKey(), row.getValue()));
            return visitor;
        });
    }

    @Override
    public Optional<LogPlace> read(String node, Consumer<RollUp> visitor) {
        return connections.read(handle -> {
            for (Grain grain : Grain.values()) {
                handle.createQuery(
                                "select %s, r.start, s.* from %s r join usage_series s on s.id = r.series where r.node = :node"
                                        .formatted(String.join(", ", SumColumns.SUMS), SumColumns.table(grain)))
                        .bind("node", node)
                        .setFetchSize(FETCHED)
                        .map((row, _) -> new RollUp(
                                grain, row.getLong("start"), SumColumns.series(row), SumColumns.wholeSums(row, 1)))
                        .forEach(visitor);
            }
            return place(new Transaction(handle, ""), node);
        });
    }

    @Override
    public int deleteBefore(Grain grain, Instant end, int max) {
        return connections.write(handle -> {
            int rows = handle.createUpdate("""
                            delete from %1$s where (environment_id, start, series, node) in
                                (select environment_id, start, series, node from %1$s
                                 where start < :end order by start limit :max)
                            """.formatted(SumColumns.table(grain)))
                    .bind("end", end.getEpochSecond())
                    .bind("max", max)
                    .execute();
            if (grain == Grain.HOUR && rows < max) {
                handle.createUpdate("delete from usage_series where last_at < :end")
                        .bind("end", end.getEpochSecond())
                        .execute();
            }
            return rows;
        });
    }

    private static Optional<LogPlace> place(Transaction transaction, String node) {
        return transaction
                .queryLocking("select * from usage_places where node = :node")
                .bind("node", node)
                .map((row, _) -> place(row))
                .findOne();
    }

    private static LogPlace place(ResultSet row) throws SQLException {
        String ahead = row.getString("ahead_segment");
        return new LogPlace(
                row.getString("segment"),
                row.getLong("place"),
                row.getString("oldest"),
                ahead.isEmpty()
                        ? null
                        : new LogPlace.Ahead(ahead, row.getLong("ahead_place"), row.getInt("ahead_part")));
    }

    /// A first place has no row to lock: of many who make it at the same time, one inserts, and the others look again.
    private static void putPlace(Transaction transaction, String node, @Nullable LogPlace from, LogPlace to) {
        LogPlace.Ahead ahead = to.ahead() == null ? NOT_AHEAD : to.ahead();
        String change = from == null ? """
                insert into usage_places (node, segment, place, oldest, ahead_segment, ahead_place, ahead_part)
                values (:node, :segment, :offset, :oldest, :next.segment, :next.offset, :next.part)
                """ : """
                update usage_places set segment = :segment, place = :offset, oldest = :oldest,
                    ahead_segment = :next.segment, ahead_place = :next.offset, ahead_part = :next.part
                where node = :node
                """;
        transaction
                .update(change)
                .bind("node", node)
                .bindMethods(to)
                .bindMethods("next", ahead)
                .execute();
    }
}
