package io.turnpike.management.product;

import io.turnpike.model.Attributes;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Locale;
import java.util.Set;

/// Where a product stands in its life. It rides in the attribute `turnpike.state`; without one a product is published.
///
/// Source: product-life 2.
enum State {
    DRAFT,
    PUBLISHED,
    DEPRECATED,
    RETIRED;

    private static final String ATTRIBUTE = "turnpike.state";

    /// @throws Refused with `InvalidField` unless the state stays or takes a step that it may take
    static void checkStep(Attributes from, Attributes to) {
        State former = of(from);
        State next = of(to);
        if (next != former && !former.next().contains(next)) {
            throw Refused.invalid(Kind.ATTRIBUTE, ATTRIBUTE, null, "must not go from %s to %s".formatted(former, next));
        }
    }

    private static State of(Attributes attributes) {
        return attributes
                .value(ATTRIBUTE)
                .map(text -> valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(PUBLISHED);
    }

    private Set<State> next() {
        return switch (this) {
            case DRAFT -> Set.of(PUBLISHED);
            case PUBLISHED, RETIRED -> Set.of(DEPRECATED);
            case DEPRECATED -> Set.of(PUBLISHED, RETIRED);
        };
    }

    /// As the attribute spells it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
