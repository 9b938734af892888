package io.turnpike.management.product;

import io.turnpike.model.Attributes;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;

/// Which attributes of limits need each other; what each may hold on its own is `OurNames`' rule.
///
/// Source: runtime 4.3, 5.3 (L1).
final class LimitAttributes {
    private static final String BURST = "turnpike.limit.burst";
    private static final String RATE = "turnpike.limit.rps";
    private static final String TYPE = "turnpike.quota.type";
    private static final String START = "turnpike.quota.startTime";

    private LimitAttributes() {}

    /// @throws Refused with `InvalidField`
    static void check(Attributes attributes) {
        if (attributes.value(BURST).isPresent() && attributes.value(RATE).isEmpty()) {
            throw Refused.invalid(Kind.ATTRIBUTE, BURST, null, "must come with " + RATE);
        }
        boolean isCalendar = attributes.value(TYPE).filter("calendar"::equals).isPresent();
        if (isCalendar && attributes.value(START).isEmpty()) {
            throw Refused.invalid(Kind.ATTRIBUTE, TYPE, null, "must come with %s to be calendar".formatted(START));
        }
    }
}
