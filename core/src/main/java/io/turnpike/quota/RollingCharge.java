package io.turnpike.quota;

/// What one call takes from a limit that looks back from each call (runtime W6). Time is cut into slices; each has a
/// counter of its own, whose charges count until the last moment of the slice is out of sight.
///
/// @param counter names all slices together
/// @param windows that the charge is one of
/// @param now milliseconds since the epoch
/// @param slice length of a slice in milliseconds
/// @param slices how many before the current one may still count
/// @param window of the current slice's counter
/// @param limit most that may be used in all slices that count
public record RollingCharge(
        CounterId counter,
        Windows.Rolling windows,
        long now,
        long slice,
        int slices,
        Window window,
        long limit,
        long weight)
        implements Claim {
    /// This charge as if the call came at another moment.
    RollingCharge at(long moment) {
        return windows.claim(counter, limit, weight, moment);
    }

    /// What is recorded: a charge to the current slice's counter.
    Charge charge() {
        return new Charge(slice(0), window, limit, weight);
    }

    /// Names what is used in all slices, as long as they are of this length and as many count.
    CounterId total() {
        return counter.of(slice, slices);
    }

    /// The counter of a slice: 0 is the current one, -1 the one before.
    CounterId slice(int distance) {
        return counter.slice(window.start() / slice + distance);
    }
}
