package io.turnpike.gateway.fuzz;

import java.util.List;

/// What a strict reader finds in the frames of a client.
///
/// @param calls those that came whole, or at least as much of them as their length says
public record FrameReading(List<Call> calls) {
    /// A call is certain if it must be answered: nobody gave it up, and there is no mistake in the connection for
    /// which that may end.
    ///
    /// @param message as it would be in HTTP/1.1
    public record Call(int stream, Reading.Message message, boolean isCertain) {}
}
