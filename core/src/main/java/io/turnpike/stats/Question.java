package io.turnpike.stats;

import java.util.List;
import java.util.UUID;

/// What is asked of the sums of environments.
///
/// @param environments ids; none: of no call
/// @param grain of the sums that are asked
/// @param from first second
/// @param end first second behind
/// @param by what the answer tells apart
/// @param steps how the answer divides time
public record Question(
        List<UUID> environments, Grain grain, long from, long end, List<Trait> by, Filter filter, Steps steps) {
    /// How an answer divides time.
    public sealed interface Steps {
        /// Not at all.
        record One() implements Steps {}

        /// @param seconds length of each
        /// @param shift what is added to a time before it is divided
        record Even(long seconds, long shift) implements Steps {}

        /// @param starts in order; the first is at or before the time asked for
        record At(List<Long> starts) implements Steps {}
    }

    /// One group of calls in one stretch of time.
    ///
    /// @param values in the order of `by`
    /// @param start of the stretch; 0 where time is not divided
    public record Cell(List<String> values, long start) {}

    /// @param apps how many different ones
    /// @param developers how many different ones
    public record Answer(Cell cell, Sums sums, Errors errors, long apps, long developers) {}

    /// Calls that failed, as `Series.Errors` tells them apart.
    public record Errors(long any, long policy, long target) {}
}
