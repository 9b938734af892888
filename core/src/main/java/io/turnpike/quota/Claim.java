package io.turnpike.quota;

/// What one call asks of one limit. A claim of weight 0 is always admitted and takes nothing (runtime N4).
public sealed interface Claim permits Charge, RollingCharge, Turn {
    CounterId counter();

    /// Most that may be taken at once; a heavier claim is never admitted.
    long limit();

    /// At least 0.
    long weight();

    /// Whether there is any moment at which the claim fits and takes something.
    default boolean isPossible() {
        return limit() > 0 && weight() <= limit();
    }
}
