package io.turnpike.storage.jdbc;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import io.turnpike.stats.Grain;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sums;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The sums that a transaction adds to, in the tables of both grains. Rows are read, added to, and written back, some
/// hundred at a time.
///
/// Parameters are bound by their places: by name that takes several times as long as the database's own work.
final class SumRows {
    private static final int CHUNK = 500;
    private static final int KEYS = 3;

    private final Connection connection;
    private final String node;

    /// @param node whose rows they are
    SumRows(Connection connection, String node) {
        this.connection = connection;
        this.node = node;
    }

    /// Adds to one grain, environment and start after the other, then puts series down. These are rows that all nodes
    /// write: in the order of their ids, so that no two of them wait for each other.
    void add(List<RollUp> rollUps) throws SQLException {
        IdentityHashMap<Series, UUID> ids = new IdentityHashMap<>();
        Map<Stretch, List<Added>> stretches = rollUps.stream()
                .map(rollUp -> new Added(ids.computeIfAbsent(rollUp.series(), Series::id), rollUp))
                .collect(groupingBy(Stretch::of));
        List<Added> fresh = new ArrayList<>();
        for (var stretch : stretches.entrySet()) {
            List<Added> made = addTo(stretch.getValue());
            if (stretch.getKey().grain == Grain.HOUR) {
                fresh.addAll(made);
            }
        }
        fresh.sort(comparing(Added::id));
        putSeries(fresh);
    }

    /// @param rows of one stretch; left as they are
    /// @return those that were not there before
    private List<Added> addTo(List<Added> rows) throws SQLException {
        List<Added> fresh = new ArrayList<>();
        String table = SumColumns.table(rows.getFirst().rollUp().grain());
        int size = Math.min(rows.size(), CHUNK);
        try (PreparedStatement query = connection.prepareStatement(query(table, size));
                PreparedStatement puts = connection.prepareStatement(put(table));
                PreparedStatement deletes = connection.prepareStatement(delete(table))) {
            for (int from = 0; from < rows.size(); from += size) {
                List<Added> chunk = rows.subList(from, Math.min(rows.size(), from + size));
                Map<UUID, Sums> stored = stored(query, chunk, size);
                put(chunk, stored, puts, deletes);
                chunk.stream().filter(row -> !stored.containsKey(row.id())).forEach(fresh::add);
            }
        }
        return fresh;
    }

    /// The sums as they are now, of those that are there.
    ///
    /// @param size how many the query asks for: where there are fewer, for the last one again
    private Map<UUID, Sums> stored(PreparedStatement query, List<Added> rows, int size) throws SQLException {
        Map<UUID, Sums> stored = new HashMap<>();
        bind(query, rows.getFirst().rollUp());
        for (int i = 0; i < size; i++) {
            Added row = rows.get(Math.min(i, rows.size() - 1));
            query.setBytes(KEYS + 1 + i, Columns.bytes(row.id()));
        }
        try (ResultSet found = query.executeQuery()) {
            while (found.next()) {
                stored.put(Columns.uuid(found.getBytes(1)), SumColumns.wholeSums(found, 2));
            }
        }
        return stored;
    }

    private void put(List<Added> rows, Map<UUID, Sums> stored, PreparedStatement puts, PreparedStatement deletes)
            throws SQLException {
        for (Added row : rows) {
            Sums sums = row.onTopOf(stored.get(row.id()));
            PreparedStatement batch = sums.calls() == 0 ? deletes : puts;
            bind(batch, row.rollUp());
            batch.setBytes(KEYS + 1, Columns.bytes(row.id()));
            if (sums.calls() != 0) {
                SumColumns.bind(puts, KEYS + 2, sums);
            }
            batch.addBatch();
        }
        puts.executeBatch();
        deletes.executeBatch();
    }

    private static String query(String table, int size) {
        return "select series, %s from %s where environment_id = ? and start = ? and node = ? and series in (%s)"
                .formatted(
                        String.join(", ", SumColumns.SUMS), table, String.join(", ", Collections.nCopies(size, "?")));
    }

    private static String put(String table) {
        return """
                insert into %s (environment_id, start, node, series, %s) values (?, ?, ?, ?, %s)
                on conflict (environment_id, start, series, node) do update set %s
                """.formatted(
                        table,
                        String.join(", ", SumColumns.SUMS),
                        SumColumns.places(SumColumns.SUMS),
                        SumColumns.excluded(SumColumns.SUMS));
    }

    private static String delete(String table) {
        return "delete from %s where environment_id = ? and start = ? and node = ? and series = ?".formatted(table);
    }

    private void bind(PreparedStatement statement, RollUp rollUp) throws SQLException {
        statement.setBytes(1, Columns.bytes(rollUp.series().environment()));
        statement.setLong(2, rollUp.start());
        statement.setString(KEYS, node);
    }

    /// Puts series down whose rows are new in their hour; most are there, with an earlier hour.
    private void putSeries(List<Added> rows) throws SQLException {
        try (PreparedStatement puts = connection.prepareStatement(
                """
                insert into usage_series (id, environment_id, %s, any_error, policy_error, target_error, last_at)
                values (?, ?, %s, ?, ?, ?, ?)
                on conflict (id) do update set last_at = excluded.last_at where usage_series.last_at < excluded.last_at
                """.formatted(String.join(", ", SumColumns.DIMENSIONS), SumColumns.places(SumColumns.DIMENSIONS)))) {
            for (Added row : rows) {
                Series series = row.rollUp().series();
                int at = 1;
                puts.setBytes(at++, Columns.bytes(row.id()));
                puts.setBytes(at++, Columns.bytes(series.environment()));
                for (String value : series.values()) {
                    puts.setString(at++, value);
                }
                puts.setBoolean(at++, series.errors().any());
                puts.setBoolean(at++, series.errors().policy());
                puts.setBoolean(at++, series.errors().target());
                puts.setLong(at, Grain.HOUR.start(row.rollUp().start()));
                puts.addBatch();
            }
            puts.executeBatch();
        }
    }

    /// Rows that lie side by side.
    private record Stretch(Grain grain, UUID environment, long start) {
        static Stretch of(Added added) {
            RollUp rollUp = added.rollUp();
            return new Stretch(rollUp.grain(), rollUp.series().environment(), rollUp.start());
        }
    }
}
