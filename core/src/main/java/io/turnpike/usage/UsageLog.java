package io.turnpike.usage;

import java.util.concurrent.Executor;

/// Where calls are recorded. What a crash can lose of it is bounded (extensions.md 6).
public interface UsageLog {
    /// The end of the log that belongs to one event loop; it is used on `loop` alone, and calls back there.
    Appender appender(Executor loop);

    /// Whether the log can be written; while it cannot, calls that charge are refused.
    boolean isWritable();

    /// One event loop's end of the log.
    interface Appender {
        /// Enters a call. `then` goes on at once unless the bound on unwritten entries is reached, or entries are to
        /// be on disk first.
        void decided(Decided decided, Continuation then);

        /// Enters the close of a call that was entered before.
        void ended(Ended ended);
    }

    /// What happens to a call once it is entered.
    interface Continuation {
        void recorded();

        /// The log cannot be written; nothing was entered.
        void unavailable();
    }
}
