package io.turnpike.gateway.exchange;

/// A connection of a client, of any protocol, whose time-outs its loop sees to.
public interface Attended {
    /// @param now milliseconds since the epoch
    void tick(long now);

    /// Hears of a bug of ours.
    void failed(RuntimeException bug);
}
