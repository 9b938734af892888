package io.turnpike.decision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An environment as the gateway knows it.
///
/// @param trust whose tokens it believes
public record EnforcedEnvironment(UUID id, String name, RateFields rateFields, Trust trust) {
    /// One that believes nobody's tokens but those that are found in the index.
    public EnforcedEnvironment(UUID id, String name, RateFields rateFields) {
        this(id, name, rateFields, Trust.NONE);
    }

    /// Which fields tell a caller what is left (runtime 4.6), property `turnpike.ratelimit.headers`.
    public record RateFields(boolean ietf, boolean legacy) {
        public static final RateFields BOTH = new RateFields(true, true);

        /// @param property comma list of `ietf` and `legacy`, or `off`; null means both
        static RateFields of(@Nullable String property) {
            return property == null ? BOTH : new RateFields(property.contains("ietf"), property.contains("legacy"));
        }
    }
}
