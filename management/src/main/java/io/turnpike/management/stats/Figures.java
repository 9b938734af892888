package io.turnpike.management.stats;

import io.turnpike.stats.Question;
import io.turnpike.stats.Sums;

/// What is known of one group of calls in one stretch of time.
///
/// @param sums with sketches where percentiles are asked for
/// @param seconds length of the stretch
record Figures(Sums sums, Question.Errors errors, long apps, long developers, long seconds) {
    static Figures none(long seconds) {
        return new Figures(new Sums(), new Question.Errors(0, 0, 0), 0, 0, seconds);
    }

    /// Both stretches together. How many apps and developers that were is not known any more: at least those of one.
    Figures and(Figures other) {
        Sums both = new Sums();
        both.add(sums);
        both.add(other.sums);
        return new Figures(
                both,
                new Question.Errors(
                        errors.any() + other.errors.any(),
                        errors.policy() + other.errors.policy(),
                        errors.target() + other.errors.target()),
                Math.max(apps, other.apps),
                Math.max(developers, other.developers),
                seconds + other.seconds);
    }
}
