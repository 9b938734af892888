package io.turnpike.quota;

/// When each of many callers may call next. Safe for use by many threads. Keeps a time and no count: after a restart
/// everyone may call at once.
public interface Paces {
    /// Takes a turn: lets at most one call pass in each interval of a key.
    ///
    /// @param nowNanos since the epoch
    boolean pass(CounterId key, long intervalNanos, long nowNanos);

    /// What `pass` would answer, with no turn taken.
    boolean wouldPass(CounterId key, long intervalNanos, long nowNanos);

    /// Forgets those who may call.
    void expire(long nowNanos);
}
