package io.turnpike.management.stats;

import io.turnpike.problem.Refused;
import io.turnpike.stats.Filter;
import io.turnpike.stats.Filter.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `(apiproxy eq 'weather') and (response_status_code ge 500 or api_product in 'gold','silver')`.
///
/// `and` binds closer than `or`; words in any case; a quote in a text is written twice. `like` takes `%` at the
/// start, the end, or both.
///
/// Source: management-api 17.
final class FilterParser {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:([(),])|'((?:[^']|'')*)'|([A-Za-z_]+)|([0-9]+))\\s*");
    private static final Set<String> SETS = Set.of("in", "notin");
    private static final int MOST_LENGTH = 4_000;
    private static final int MOST_VALUES = 200;
    private static final int MOST_DEPTH = 20;

    private final List<Token> tokens;
    private final long offset;
    private final KnownNames names;
    private int at;
    private int depth;
    private int values;

    private FilterParser(String text, long offset, KnownNames names) {
        this.tokens = tokens(text);
        this.offset = offset;
        this.names = names;
    }

    /// @param text empty for every call
    /// @param offset what local time is ahead of UTC, in seconds
    /// @throws Refused with `InvalidField` that says what is wrong
    static Filter parse(String text, long offset, KnownNames names) {
        if (text.isBlank()) {
            return new Filter.All(List.of());
        }
        if (text.length() > MOST_LENGTH) {
            throw refused("must have at most %d characters".formatted(MOST_LENGTH));
        }
        FilterParser parser = new FilterParser(text, offset, names);
        Filter filter = parser.either();
        if (parser.at < parser.tokens.size()) {
            throw refused("must end where '%s' stands".formatted(parser.next().text));
        }
        return filter;
    }

    private Filter either() {
        List<Filter> parts = new ArrayList<>(List.of(both()));
        while (takes("or")) {
            parts.add(both());
        }
        return parts.size() == 1 ? parts.getFirst() : new Filter.Any(parts);
    }

    private Filter both() {
        List<Filter> parts = new ArrayList<>(List.of(one()));
        while (takes("and")) {
            parts.add(one());
        }
        return parts.size() == 1 ? parts.getFirst() : new Filter.All(parts);
    }

    private Filter one() {
        if (!takes("(")) {
            return comparison();
        }
        if (++depth > MOST_DEPTH) {
            throw refused("must have at most %d parentheses in each other".formatted(MOST_DEPTH));
        }
        Filter inner = either();
        if (!takes(")")) {
            throw refused("must close its parentheses");
        }
        depth--;
        return inner;
    }

    private Filter comparison() {
        AskedDimension dimension = AskedDimension.of(word("a dimension"));
        String operator = word("an operator").toLowerCase(Locale.ROOT);
        List<String> given = SETS.contains(operator) ? set() : List.of(value());
        return switch (operator) {
            case "eq", "in" -> is(dimension, Comparison.IN, known(dimension, given));
            case "ne", "notin" -> new Filter.Not(is(dimension, Comparison.IN, known(dimension, given)));
            case "gt" -> ordered(dimension, Comparison.GREATER, given);
            case "ge" -> ordered(dimension, Comparison.AT_LEAST, given);
            case "lt" -> ordered(dimension, Comparison.LESS, given);
            case "le" -> ordered(dimension, Comparison.AT_MOST, given);
            case "like" -> like(dimension, given.getFirst());
            default ->
                throw refused(
                        "must compare by in, notin, eq, ne, gt, lt, ge, le or like, not by '%s'".formatted(operator));
        };
    }

    private List<String> known(AskedDimension dimension, List<String> given) {
        return given.stream().map(value -> names.kept(dimension, value)).toList();
    }

    /// What is not set is neither more nor less than anything.
    private Filter ordered(AskedDimension dimension, Comparison comparison, List<String> given) {
        return new Filter.All(List.of(
                new Filter.Not(is(dimension, Comparison.IN, List.of(""))),
                is(requireText(dimension), comparison, given)));
    }

    private Filter like(AskedDimension dimension, String pattern) {
        boolean open = pattern.startsWith("%");
        boolean ended = pattern.length() > 1 && pattern.endsWith("%");
        String text = pattern.substring(open ? 1 : 0, pattern.length() - (ended ? 1 : 0));
        if (text.isEmpty() || text.contains("%")) {
            throw refused("takes like with % at the start, the end, or both of a text");
        }
        Comparison comparison = open && ended
                ? Comparison.CONTAINS
                : open ? Comparison.ENDS : ended ? Comparison.STARTS : Comparison.IN;
        return is(requireText(dimension), comparison, List.of(text));
    }

    private static AskedDimension requireText(AskedDimension dimension) {
        if (KnownNames.isReference(dimension)) {
            throw refused("compares %s by eq, ne, in and notin only".formatted(dimension.text()));
        }
        return dimension;
    }

    private Filter is(AskedDimension dimension, Comparison comparison, List<String> given) {
        return new Filter.Is(dimension.trait(offset), comparison, given);
    }

    private List<String> set() {
        boolean isEnclosed = takes("(");
        List<String> set = new ArrayList<>(List.of(value()));
        while (takes(",")) {
            set.add(value());
        }
        if (isEnclosed && !takes(")")) {
            throw refused("must close its parentheses");
        }
        return set;
    }

    private String word(String what) {
        Token token = next();
        if (token.isValue || !Character.isLetter(token.text.charAt(0))) {
            throw refused("must have %s where '%s' stands".formatted(what, token.text));
        }
        return token.text;
    }

    private String value() {
        Token token = next();
        if (!token.isValue) {
            throw refused("must have a text in single quotes or a number where '%s' stands".formatted(token.text));
        }
        if (++values > MOST_VALUES) {
            throw refused("must have at most %d values".formatted(MOST_VALUES));
        }
        return token.text;
    }

    private boolean takes(String text) {
        boolean isIt = at < tokens.size()
                && !tokens.get(at).isValue
                && tokens.get(at).text.equalsIgnoreCase(text);
        at += isIt ? 1 : 0;
        return isIt;
    }

    private Token next() {
        if (at == tokens.size()) {
            throw refused("must not end in the middle");
        }
        return tokens.get(at++);
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int from = 0;
        while (from < text.length()) {
            if (!matcher.find(from) || matcher.start() != from) {
                throw refused("cannot be read from character %d on".formatted(from + 1));
            }
            if (matcher.group(2) != null) {
                tokens.add(new Token(matcher.group(2).replace("''", "'"), true));
            } else if (matcher.group(4) != null) {
                tokens.add(new Token(matcher.group(4), true));
            } else {
                tokens.add(new Token(matcher.group(1) == null ? matcher.group(3) : matcher.group(1), false));
            }
            from = matcher.end();
        }
        return tokens;
    }

    private static Refused refused(String rule) {
        return Refusals.of("filter", rule);
    }

    /// @param isValue whether it is a text or a number, not a word or a sign
    private record Token(String text, boolean isValue) {}
}
