package io.turnpike.quota;

import java.util.List;

/// Counters with a ceiling, and paces. Safe for use by many threads; what is admitted never exceeds a
/// limit, whatever the schedule.
public interface Counters {
    /// In place of a moment: waiting does not help.
    long NEVER = Long.MAX_VALUE;

    /// Takes a claim where it fits: `used + weight ≤ limit` admits.
    ///
    /// A counter never goes back: where it has reached a later window already (threads read the clock before they
    /// charge), the charge is taken from that one.
    Outcome charge(Claim claim);

    /// Takes all claims, or none when one of them does not fit.
    Outcome charge(List<Claim> claims);

    /// What `charge` would answer, with nothing taken; what is used is told without the claims.
    Outcome look(List<Claim> claims);

    /// What is used of a counter in a window; 0 if nothing was charged. For a window before the one that the
    /// counter has reached: what is used of that one.
    long used(CounterId counter, Window window);

    /// Raises a counter to what the log says was charged before a restart.
    void restore(CounterId counter, Window window, long used);

    /// Forgets counters whose window has ended; bounded work at a time.
    void expire(long nowMillis);

    /// @param violated index of the first claim that did not fit; -1 when all were taken
    /// @param used for each claim what is used behind this call, whether it was taken or not
    /// @param fits for each claim the moment from which as much fits again, or one turn of a pace that did not
    ///     refuse; milliseconds since the epoch; empty where all claims are charges: then the end of their windows
    /// @param charges what is to be recorded: the charges with the windows in which they were counted
    record Outcome(int violated, long[] used, long[] fits, List<Charge> charges) {
        private static final long[] AT_THE_END = {};

        Outcome(int violated, long[] used, List<Charge> charges) {
            this(violated, used, AT_THE_END, charges);
        }

        public boolean admitted() {
            return violated < 0;
        }

        /// When as much as a claim asked for fits again, or the window begins anew, milliseconds since the epoch;
        /// `NEVER` where the limit is 0 or the claim heavier.
        public long fitsAt(int claim) {
            return fits.length == 0 ? fitsAt(charges.get(claim)) : fits[claim];
        }

        private static long fitsAt(Charge charge) {
            return charge.isPossible() ? charge.window().end() : NEVER;
        }
    }
}
