package io.turnpike.storage.jdbc;

import java.util.Objects;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/// Finds the `:name` of a bound value and the `<name>` of a bound list in our statements, which have neither comments
/// nor casts by `::`. JDBI's own lexers know all of SQL, and cost more at start than all the rest that asks the
/// database.
final class Placeholders implements TemplateEngine, SqlParser {
    @Override
    public String render(String template, StatementContext context) {
        StringBuilder rendered = new StringBuilder(template.length());
        int copied = 0;
        for (int open = template.indexOf('<'); open >= 0; open = template.indexOf('<', open + 1)) {
            int close = endOfName(template, open + 1);
            if (close > open + 1 && template.startsWith(">", close)) {
                String name = template.substring(open + 1, close);
                rendered.append(template, copied, open)
                        .append(Objects.requireNonNull(context.getAttribute(name), name));
                copied = close + 1;
            }
        }
        return rendered.append(template, copied, template.length()).toString();
    }

    @Override
    public ParsedSql parse(String sql, StatementContext context) {
        ParsedSql.Builder parsed = ParsedSql.builder();
        int copied = 0;
        int at = 0;
        while (at < sql.length()) {
            int end = at + 1;
            if (sql.charAt(at) == '\'') {
                end = endOfText(sql, end);
            } else if (sql.charAt(at) == ':') {
                end = endOfName(sql, end);
                parsed.append(sql.substring(copied, at)).appendNamedParameter(sql.substring(at + 1, end));
                copied = end;
            }
            at = end;
        }
        return parsed.append(sql.substring(copied)).build();
    }

    @Override
    public String nameParameter(String name, StatementContext context) {
        return ":" + name;
    }

    private static int endOfText(String sql, int start) {
        int quote = sql.indexOf('\'', start);
        if (quote < 0) {
            throw new IllegalArgumentException("a text without an end: " + sql);
        }
        return quote + 1;
    }

    private static int endOfName(String sql, int start) {
        int end = start;
        while (end < sql.length() && isOfName(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    /// A point stands between the members of a value.
    private static boolean isOfName(char c) {
        return Character.isJavaIdentifierPart(c) || c == '.';
    }
}
