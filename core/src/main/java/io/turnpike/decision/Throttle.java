package io.turnpike.decision;

/// Holds calls to the pace that a proxy sets. Asked before any credential is looked at (runtime P4).
@FunctionalInterface
public interface Throttle {
    /// Lets everything pass.
    Throttle NONE = (_, _, _) -> true;

    /// Takes one call's turn, where it has come.
    boolean passes(Pace pace, Route route, Call call);
}
