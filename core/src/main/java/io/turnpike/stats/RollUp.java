package io.turnpike.stats;

/// The sums of one series in one stretch of time.
///
/// @param start seconds since the epoch, of a minute or an hour as the grain is
public record RollUp(Grain grain, long start, Series series, Sums sums) {}
