package io.turnpike.storage.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.turnpike.stats.Grain;
import io.turnpike.stats.LogPlace;
import io.turnpike.stats.Question;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sketch;
import io.turnpike.stats.Sums;
import io.turnpike.storage.RollUpStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// A node's rows are written by that node alone, one transaction after the other, so rows are read, added to, and
/// written back.
///
/// @param lock stands behind a `select` so that nobody else changes its rows
record JdbcRollUpStore(Connections connections, String lock) implements RollUpStore {
    private static final int FETCHED = 1_000;

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
            Map<Series, UUID> ids = new HashMap<>();
            rollUps.forEach(rollUp -> ids.computeIfAbsent(rollUp.series(), Series::id));
            putSeries(transaction, ids, rollUps);
            rollUps.stream()
                    .collect(groupingBy(Stretch::of))
                    .forEach((stretch, added) -> add(transaction, node, stretch, sums(added, ids)));
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
                handle.createQuery("select * from %s r join usage_series s on s.id = r.series where r.node = :node"
                                .formatted(table(grain)))
                        .bind("node", node)
                        .setFetchSize(FETCHED)
                        .map((row, _) -> new RollUp(
                                grain, row.getLong("start"), SumColumns.series(row), SumColumns.wholeSums(row)))
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
                            """.formatted(table(grain)))
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

    static String table(Grain grain) {
        return switch (grain) {
            case MINUTE -> "usage_minutes";
            case HOUR -> "usage_hours";
        };
    }

    private static Optional<LogPlace> place(Transaction transaction, String node) {
        return transaction
                .queryLocking("select segment, place, oldest from usage_places where node = :node")
                .bind("node", node)
                .map((row, _) -> new LogPlace(row.getString("segment"), row.getLong("place"), row.getString("oldest")))
                .findOne();
    }

    /// A first place has no row to lock: of many who make it at the same time, one inserts, and the others look again.
    private static void putPlace(Transaction transaction, String node, @Nullable LogPlace from, LogPlace to) {
        String change = from == null
                ? "insert into usage_places (node, segment, place, oldest) values (:node, :segment, :offset, :oldest)"
                : "update usage_places set segment = :segment, place = :offset, oldest = :oldest where node = :node";
        transaction.update(change).bind("node", node).bindMethods(to).execute();
    }

    private static Map<UUID, Sums> sums(List<RollUp> rollUps, Map<Series, UUID> ids) {
        return rollUps.stream().collect(toMap(rollUp -> ids.get(rollUp.series()), RollUp::sums));
    }

    /// Most are there already.
    private static void putSeries(Transaction transaction, Map<Series, UUID> ids, List<RollUp> rollUps) {
        Map<Series, Long> last = new HashMap<>();
        rollUps.forEach(rollUp -> last.merge(rollUp.series(), Grain.HOUR.start(rollUp.start()), Math::max));
        Map<UUID, Long> known = known(transaction, ids.values());
        PreparedBatch batch = transaction.batch(
                """
                insert into usage_series
                    (id, environment_id, %s, any_error, policy_error, target_error, last_at)
                values (:id, :environment_id, %s, :any, :policy, :target, :last)
                on conflict (id) do update set last_at = excluded.last_at where usage_series.last_at < excluded.last_at
                """.formatted(String.join(", ", SumColumns.DIMENSIONS), SumColumns.parameters(SumColumns.DIMENSIONS)));
        last.forEach((series, at) -> {
            UUID id = ids.get(series);
            if (known.getOrDefault(id, Long.MIN_VALUE) >= at) {
                return;
            }
            batch.bind("id", id)
                    .bind("environment_id", series.environment())
                    .bindMethods(series.errors())
                    .bind("last", at);
            for (int i = 0; i < SumColumns.DIMENSIONS.size(); i++) {
                batch.bind(SumColumns.DIMENSIONS.get(i), series.values().get(i));
            }
            batch.add();
        });
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /// When calls of each series came last, as far as it is stored.
    private static Map<UUID, Long> known(Transaction transaction, Collection<UUID> ids) {
        return transaction
                .inChunks(
                        ids,
                        chunk -> transaction
                                .query("select id, last_at from usage_series where id in (<ids>)")
                                .bindList("ids", chunk)
                                .map((row, _) -> Map.entry(Columns.uuid(row, "id"), row.getLong("last_at")))
                                .list())
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Some hundred at a time, so that little is held in memory.
    ///
    /// @param sums left as they are
    private static void add(Transaction transaction, String node, Stretch stretch, Map<UUID, Sums> sums) {
        for (List<UUID> chunk : Transaction.chunks(sums.keySet())) {
            Map<UUID, Sums> all = new HashMap<>();
            chunk.forEach(series -> all.put(series, sums.get(series)));
            stretch.bind(
                            transaction.query("select * from %s where %s and series in (<series>)"
                                    .formatted(table(stretch.grain), Stretch.IS)),
                            node)
                    .bindList("series", chunk)
                    .map((row, _) -> Map.entry(Columns.uuid(row, "series"), SumColumns.wholeSums(row)))
                    .list()
                    .forEach(row -> all.merge(row.getKey(), row.getValue(), (added, stored) -> {
                        stored.add(added);
                        return stored;
                    }));
            put(transaction, node, stretch, all);
        }
    }

    private static void put(Transaction transaction, String node, Stretch stretch, Map<UUID, Sums> sums) {
        String table = table(stretch.grain);
        PreparedBatch puts = transaction.batch("""
                insert into %s (environment_id, start, node, series, %s)
                values (:environment, :start, :node, :series, %s)
                on conflict (environment_id, start, series, node) do update set %s
                """.formatted(
                        table,
                        String.join(", ", SumColumns.SUMS),
                        SumColumns.parameters(SumColumns.SUMS),
                        SumColumns.excluded(SumColumns.SUMS)));
        PreparedBatch deletes =
                transaction.batch("delete from %s where %s and series = :series".formatted(table, Stretch.IS));
        sums.forEach((series, sum) -> {
            PreparedBatch batch = sum.calls() == 0 ? deletes : puts;
            batch.bind("environment", stretch.environment)
                    .bind("start", stretch.start)
                    .bind("node", node)
                    .bind("series", series);
            if (sum.calls() != 0) {
                SumColumns.bind(batch, sum);
            }
            batch.add();
        });
        if (puts.size() > 0) {
            puts.execute();
        }
        if (deletes.size() > 0) {
            deletes.execute();
        }
    }

    /// Rows that are read and written together.
    private record Stretch(Grain grain, UUID environment, long start) {
        static final String IS = "environment_id = :environment and start = :start and node = :node";

        static Stretch of(RollUp rollUp) {
            return new Stretch(rollUp.grain(), rollUp.series().environment(), rollUp.start());
        }

        Query bind(Query query, String node) {
            return query.bind("environment", environment).bind("start", start).bind("node", node);
        }
    }
}
