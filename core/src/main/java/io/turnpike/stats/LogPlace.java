package io.turnpike.stats;

/// Up to where a node's usage log is rolled up.
///
/// @param segment name of the segment that was read last
/// @param offset place in it behind the last frame that is in the sums
/// @param oldest name of the segment that holds the first entry of the oldest call which has not ended by there
public record LogPlace(String segment, long offset, String oldest) {}
