package io.turnpike.quota;

/// What one call takes from a counter that has one window at a time.
///
/// @param window the counter's window at the time of the call. Where one of the counter's has begun and not ended
///     before, that one counts; else this one begins, at 0
/// @param limit most that may be used in the window
public record Charge(CounterId counter, Window window, long limit, long weight) implements Claim {}
