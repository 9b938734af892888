package io.turnpike.storage.jdbc;

import static java.util.stream.Collectors.joining;

import io.turnpike.stats.Dimension;
import io.turnpike.stats.Filter;
import io.turnpike.stats.Question;
import io.turnpike.stats.Question.Answer;
import io.turnpike.stats.Question.Cell;
import io.turnpike.stats.Question.Steps;
import io.turnpike.stats.Recurring;
import io.turnpike.stats.Trait;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.jdbi.v3.core.statement.Query;

/// A question about sums as SQL. All texts that a caller chose are parameters.
final class StatsQuery {
    /// Names the columns of a cell, with their places.
    private static final String BY = "by_";

    private final Question question;
    private final Map<String, String> parameters = new HashMap<>();
    private final String rows;

    StatsQuery(Question question) {
        this.question = question;
        this.rows = """
                from %s r join usage_series s on s.id = r.series
                where r.environment_id in (<environments>) and r.start >= :from and r.start < :end and %s
                """.formatted(SumColumns.table(question.grain()), condition(question.filter()));
    }

    /// Sums by cell.
    String sums() {
        return """
                select %s, %s, %s, %s, %s,
                    count(distinct nullif(s.app_id, '')) as apps, count(distinct nullif(s.developer, '')) as developers
                %s group by %s
                """.formatted(
                cell(),
                SumColumns.added(),
                errors("any_error"),
                errors("policy_error"),
                errors("target_error"),
                rows,
                Stream.concat(places().mapToObj(i -> BY + i), Stream.of("step")).collect(joining(", ")));
    }

    /// Sketches, row by row.
    String sketches() {
        return "select %s, r.total_times, r.target_times %s".formatted(cell(), rows);
    }

    Query bind(Query query) {
        parameters.forEach(query::bind);
        return query.bindList(EmptyHandling.NULL_KEYWORD, "environments", question.environments())
                .bind("from", question.from())
                .bind("end", question.end());
    }

    Cell cell(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < question.by().size(); i++) {
            values.add(row.getString(BY + i));
        }
        return new Cell(values, row.getLong("step"));
    }

    Answer answer(ResultSet row) throws SQLException {
        return new Answer(
                cell(row),
                SumColumns.sums(row),
                new Question.Errors(row.getLong("any_error"), row.getLong("policy_error"), row.getLong("target_error")),
                row.getLong("apps"),
                row.getLong("developers"));
    }

    private String cell() {
        Stream<String> columns = places().mapToObj(i -> column(question.by().get(i)) + " as " + BY + i);
        return Stream.concat(columns, Stream.of(step(question.steps()) + " as step"))
                .collect(joining(", "));
    }

    private IntStream places() {
        return IntStream.range(0, question.by().size());
    }

    private static String column(Trait trait) {
        return switch (trait) {
            case Dimension dimension -> "s." + dimension.column();
            case Recurring(List<String> parts, long seconds, long shift) ->
                IntStream.range(0, parts.size())
                        .mapToObj(i -> "when %d then '%s'".formatted(i, parts.get(i)))
                        .collect(joining(
                                " ",
                                "case (r.start + (%d)) / %d %% %d ".formatted(shift, seconds, parts.size()),
                                " end"));
        };
    }

    private static String errors(String which) {
        return "sum(case when s.%1$s then r.calls else 0 end) as %1$s".formatted(which);
    }

    private static String step(Steps steps) {
        return switch (steps) {
            case Steps.One() -> "0 * r.start";
            case Steps.Even(long seconds, long shift) ->
                "(r.start + (%2$d)) / %1$d * %1$d - (%2$d)".formatted(seconds, shift);
            case Steps.At(List<Long> starts) ->
                starts.reversed().stream()
                        .map(start -> "when r.start >= %1$d then %1$d".formatted(start))
                        .collect(joining(" ", "case ", " else %d end".formatted(starts.getFirst())));
        };
    }

    private String condition(Filter filter) {
        return switch (filter) {
            case Filter.All(List<Filter> parts) -> parts.isEmpty() ? "1 = 1" : joined(parts, " and ");
            case Filter.Any(List<Filter> parts) -> joined(parts, " or ");
            case Filter.Not(Filter part) -> "not " + condition(part);
            case Filter.Is(Trait trait, Filter.Comparison comparison, List<String> values) ->
                compared(
                        column(trait),
                        comparison,
                        values.stream().map(this::parameter).toList());
        };
    }

    private String joined(List<Filter> parts, String by) {
        return parts.stream().map(this::condition).collect(joining(by, "(", ")"));
    }

    private static String compared(String column, Filter.Comparison comparison, List<String> values) {
        String value = values.getFirst();
        return switch (comparison) {
            case IN -> values.stream().collect(joining(", ", column + " in (", ")"));
            case GREATER -> column + " > " + value;
            case AT_LEAST -> column + " >= " + value;
            case LESS -> column + " < " + value;
            case AT_MOST -> column + " <= " + value;
            case STARTS -> "substr(%1$s, 1, length(%2$s)) = %2$s".formatted(column, value);
            case ENDS ->
                "(length(%1$s) >= length(%2$s) and substr(%1$s, length(%1$s) - length(%2$s) + 1) = %2$s)"
                        .formatted(column, value);
            case CONTAINS -> "replace(%1$s, %2$s, '') <> %1$s".formatted(column, value);
        };
    }

    private String parameter(String value) {
        String name = "filter" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }
}
