package io.turnpike.stats;

import java.util.List;

/// Which calls a question is about.
public sealed interface Filter {
    /// Whether it looks at when calls came.
    default boolean isOfTime() {
        return switch (this) {
            case All(List<Filter> parts) -> parts.stream().anyMatch(Filter::isOfTime);
            case Any(List<Filter> parts) -> parts.stream().anyMatch(Filter::isOfTime);
            case Is is -> is.trait() instanceof Recurring;
            case Not(Filter part) -> part.isOfTime();
        };
    }

    /// @param parts none means every call
    record All(List<Filter> parts) implements Filter {}

    /// @param parts at least one
    record Any(List<Filter> parts) implements Filter {}

    /// @param values one, but for `IN`; empty means not set
    record Is(Trait trait, Comparison comparison, List<String> values) implements Filter {}

    record Not(Filter part) implements Filter {}

    enum Comparison {
        IN,
        GREATER,
        AT_LEAST,
        LESS,
        AT_MOST,
        STARTS,
        ENDS,
        CONTAINS
    }
}
