package io.turnpike.http;

/// Answers the calls of one route. It may block: each call has a virtual thread of its own.
@FunctionalInterface
public interface Handler {
    /// Answers one call.
    ///
    /// @throws io.turnpike.problem.Refused with what the `ProblemWriter` answers instead
    Reply handle(Call call);
}
