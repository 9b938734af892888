package io.turnpike.quota;

import java.util.List;

/// Counters with a ceiling. Safe for use by many threads; what is admitted never exceeds a
/// limit, whatever the schedule.
public interface Counters {
    /// Takes all charges, or none when one of them does not fit: `used + weight ≤ limit` admits.
    ///
    /// A counter never goes back: where it has reached a later window already (threads read the clock before they
    /// charge), the charge is taken from that one.
    Outcome charge(List<Charge> charges);

    /// What is used of a counter in a window; 0 if nothing was charged. For a window before the one that the
    /// counter has reached: what is used of that one.
    long used(CounterId counter, Window window);

    /// Raises a counter to what the log says was charged before a restart.
    void restore(CounterId counter, Window window, long used);

    /// Forgets counters whose window has ended; bounded work at a time.
    void expire(long nowMillis);

    /// @param violated index of the first charge that did not fit; -1 when all were taken
    /// @param used for each charge what is used behind this call, whether it was taken or not
    /// @param charges those given, with the windows in which they were counted: what is to be recorded
    record Outcome(int violated, long[] used, List<Charge> charges) {
        public boolean admitted() {
            return violated < 0;
        }
    }
}
