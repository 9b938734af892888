package io.turnpike.gateway;

import java.time.Duration;

/// How the gateway listens and carries calls.
///
/// @param address to listen on
/// @param port TCP port of the listener; 0 picks a free one
/// @param loops event loops, each a thread; at least 1
/// @param via our name in `Via`; empty leaves the field out
/// @param viaOnAnswers whether answers carry `Via` too
public record GatewayConfig(String address, int port, int loops, String via, boolean viaOnAnswers, Patience patience) {
    public GatewayConfig {
        if (loops < 1) {
            throw new IllegalArgumentException("gateway.loops must be at least 1, not " + loops);
        }
        if (!via.matches("[A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("gateway.via must be letters, digits and . _ -");
        }
    }

    /// The defaults, with a loop for each processor.
    public static GatewayConfig of(String address, int port) {
        return new GatewayConfig(
                address, port, Runtime.getRuntime().availableProcessors(), "turnpike", false, Patience.DEFAULT);
    }

    /// These settings with another name in `Via`; an empty one leaves the field out.
    public GatewayConfig named(String name, boolean onAnswers) {
        return new GatewayConfig(address, port, loops, name, onAnswers, patience);
    }

    /// How long the gateway waits for a client, and for connections that nobody uses (http HT24, HT25, HT32). What
    /// it waits for a target stands in each proxy.
    ///
    /// @param head from the first byte of a head to its last
    /// @param bodySilence without a byte of a request's body
    /// @param bodyPace in which 1 KiB of a request's body comes, before the answer began
    /// @param keepAlive without a call on a client's connection
    /// @param ownContinue before a client that asked is told to go on, where the target says nothing
    /// @param linger for bytes of a client that nobody reads any more
    /// @param drain for calls in flight when the gateway stops
    /// @param targetKeepAlive without a call on a target's connection
    /// @param tick between two looks at the clock
    public record Patience(
            Duration head,
            Duration bodySilence,
            Duration bodyPace,
            Duration keepAlive,
            Duration ownContinue,
            Duration linger,
            Duration drain,
            Duration targetKeepAlive,
            Duration tick) {
        public static final Patience DEFAULT = new Patience(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(75),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofMillis(250));
    }
}
