package io.turnpike.gateway.exchange;

import java.time.Duration;

/// How long the gateway waits for a client, and for connections that nobody uses (http HT24, HT25, HT32). What it
/// waits for a target stands in each proxy.
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
