package io.turnpike.gateway.reserved;

/// Answers the calls under `/.turnpike`, which no proxy can claim (extensions 1). Safe for use by many threads.
@FunctionalInterface
public interface ReservedPaths {
    /// The answer to a call. Runs on a thread of its own that may wait.
    ReservedReply answer(ReservedCall call);
}
