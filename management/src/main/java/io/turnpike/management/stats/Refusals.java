package io.turnpike.management.stats;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;

/// What is said of a question that cannot be answered.
final class Refusals {
    private Refusals() {}

    static Refused of(String parameter, String rule) {
        return Refused.invalid(Kind.REQUEST, parameter, null, rule);
    }
}
