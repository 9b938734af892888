package io.turnpike.usage;

/// The second entry of a call: how the exchange closed. A `Decided` without one stands as it is.
///
/// @param status sent to the client; 0 if none was
/// @param targetStatus sent by the target; 0 if it was not reached or did not answer
/// @param targetSentAt microseconds since the epoch when the call went to the target; 0 if it did not
/// @param targetAnsweredAt microseconds since the epoch of the target's first byte; 0 without one
/// @param closedAt microseconds since the epoch when the last byte went to the client, or the exchange broke
/// @param requestBytes of the request's body
/// @param responseBytes of the body sent to the client
/// @param outcome whether the client got the whole answer
public record Ended(
        CallId id,
        int status,
        int targetStatus,
        long targetSentAt,
        long targetAnsweredAt,
        long closedAt,
        long requestBytes,
        long responseBytes,
        Outcome outcome) {
    public enum Outcome {
        /// The whole answer was sent.
        COMPLETE,
        /// The client left first.
        CLIENT_GONE,
        /// The target broke off; the client saw a cut answer.
        TARGET_GONE
    }
}
