package io.turnpike.storage.jdbc;

import static java.util.stream.Collectors.joining;

import io.turnpike.stats.Dimension;
import io.turnpike.stats.Grain;
import io.turnpike.stats.Measure;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sketch;
import io.turnpike.stats.Sums;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How sums and series lie in columns.
final class SumColumns {
    static final List<String> DIMENSIONS =
            Arrays.stream(Dimension.values()).map(Dimension::column).toList();

    /// Of each measure in turn, as `Sums` takes them.
    static final List<String> MEASURES = Arrays.stream(Measure.values())
            .map(measure -> measure.name().toLowerCase(Locale.ROOT))
            .flatMap(name -> Stream.of(name + "_sum", name + "_least", name + "_most"))
            .toList();

    static final List<String> SUMS = Stream.of(
                    List.of("calls", "ended", "answered"), MEASURES, List.of("total_times", "target_times"))
            .flatMap(List::stream)
            .toList();

    private static final Measure[] ALL = Measure.values();

    private SumColumns() {}

    static String table(Grain grain) {
        return switch (grain) {
            case MINUTE -> "usage_minutes";
            case HOUR -> "usage_hours";
        };
    }

    /// As many places for values as there are columns.
    static String places(List<String> columns) {
        return String.join(", ", Collections.nCopies(columns.size(), "?"));
    }

    /// The columns and their new values, for `on conflict … do update set`.
    static String excluded(List<String> columns) {
        return columns.stream().map(column -> column + " = excluded." + column).collect(joining(", "));
    }

    /// What adds up the sums of many rows under the names of their columns, but for the sketches.
    static String added() {
        Stream<String> counts = Stream.of("calls", "ended", "answered").map("sum(r.%1$s) as %1$s"::formatted);
        Stream<String> measures = Arrays.stream(Measure.values()).map(SumColumns::added);
        return Stream.concat(counts, measures).collect(joining(", "));
    }

    /// @param from place of the first of them
    static void bind(PreparedStatement statement, int from, Sums sums) throws SQLException {
        int at = from;
        statement.setLong(at++, sums.calls());
        statement.setLong(at++, sums.ended());
        statement.setLong(at++, sums.answered());
        for (Measure measure : ALL) {
            statement.setLong(at++, sums.sum(measure));
            statement.setLong(at++, sums.least(measure));
            statement.setLong(at++, sums.most(measure));
        }
        statement.setBytes(at++, sums.totalTimes().toBytes());
        statement.setBytes(at, sums.targetTimes().toBytes());
    }

    /// Without sketches.
    static Sums sums(ResultSet row) throws SQLException {
        long[] measures = new long[MEASURES.size()];
        for (int i = 0; i < measures.length; i++) {
            measures[i] = row.getLong(MEASURES.get(i));
        }
        Sums sums = new Sums();
        sums.add(row.getLong("calls"), row.getLong("ended"), row.getLong("answered"), measures);
        return sums;
    }

    /// @param from place of the first of them in the row
    static Sums wholeSums(ResultSet row, int from) throws SQLException {
        int measuresFrom = from + 3;
        long[] measures = new long[MEASURES.size()];
        for (int i = 0; i < measures.length; i++) {
            measures[i] = row.getLong(measuresFrom + i);
        }
        Sums sums = new Sums();
        sums.add(row.getLong(from), row.getLong(from + 1), row.getLong(from + 2), measures);
        sums.totalTimes().add(Sketch.of(row.getBytes(measuresFrom + measures.length)));
        sums.targetTimes().add(Sketch.of(row.getBytes(measuresFrom + measures.length + 1)));
        return sums;
    }

    /// Total times, then target times.
    static List<Sketch> sketches(ResultSet row) throws SQLException {
        return List.of(Sketch.of(row.getBytes("total_times")), Sketch.of(row.getBytes("target_times")));
    }

    static Series series(ResultSet row) throws SQLException {
        String[] values = new String[DIMENSIONS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getString(DIMENSIONS.get(i));
        }
        return new Series(
                Columns.uuid(row, "environment_id"),
                List.of(values),
                new Series.Errors(
                        row.getBoolean("any_error"), row.getBoolean("policy_error"), row.getBoolean("target_error")));
    }

    private static String added(Measure measure) {
        String counted = measure.needsTarget() ? "answered" : "ended";
        return "sum(r.%1$s_sum) as %1$s_sum, min(case when r.%2$s > 0 then r.%1$s_least end) as %1$s_least, max(r.%1$s_most) as %1$s_most"
                .formatted(measure.name().toLowerCase(Locale.ROOT), counted);
    }
}
