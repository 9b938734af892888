package io.turnpike.quota;

/// What one call takes from one counter.
///
/// @param window the counter's window at the time of the call; with a later one the count starts at 0
/// @param limit most that may be used in the window
/// @param weight at least 0; a charge of 0 is always admitted
public record Charge(CounterId counter, Window window, long limit, long weight) {}
