package io.turnpike.usage;

import org.jspecify.annotations.Nullable;

/// The second entry of a call: how the exchange closed. A `Decided` without one stands as it is.
///
/// @param status sent to the client; 0 if none was
/// @param target whom the call went to; null if it was sent nowhere
/// @param fault error code of what went wrong after the call was let through; null where nothing did
/// @param closedAt microseconds since the epoch when the last byte went to the client, or the exchange broke
/// @param requestBytes of the request's body
/// @param responseBytes of the body sent to the client
/// @param outcome whether the client got the whole answer
public record Ended(
        CallId id,
        int status,
        @Nullable Target target,
        @Nullable String fault,
        long closedAt,
        long requestBytes,
        long responseBytes,
        Outcome outcome) {
    /// The target's part of a call. Times are microseconds since the epoch.
    ///
    /// @param host with its port, as the target's URL has it; empty in entries of a former version
    /// @param status 0 if the target did not answer
    /// @param sentAt when the call went out
    /// @param answeredAt the first byte of the answer; 0 without one
    /// @param endedAt the last byte of the answer; 0 where it did not end
    public record Target(String host, int status, long sentAt, long answeredAt, long endedAt) {}

    public enum Outcome {
        /// The whole answer was sent.
        COMPLETE,
        /// The client left first.
        CLIENT_GONE,
        /// The target broke off; the client saw a cut answer.
        TARGET_GONE
    }
}
