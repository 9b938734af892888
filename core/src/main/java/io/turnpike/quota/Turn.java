package io.turnpike.quota;

/// What one call takes from a pace with a burst: GCRA (runtime 5.2). Keeps a time, not a count, so nothing of it is
/// recorded.
///
/// @param intervalNanos from one call to the next at a steady pace; `limit` intervals are at most 10^18 ns
/// @param nowNanos since the epoch
/// @param limit calls that may come at once
public record Turn(CounterId counter, long intervalNanos, long nowNanos, long limit, long weight) implements Claim {}
