package io.turnpike.gateway;

import io.turnpike.gateway.exchange.ExchangeConfig;

/// How the gateway listens and carries calls.
///
/// @param address to listen on
/// @param port TCP port of the listener; 0 picks a free one
/// @param loops event loops, each a thread; at least 1
public record GatewayConfig(String address, int port, int loops, ExchangeConfig exchange) {
    public GatewayConfig {
        if (loops < 1) {
            throw new IllegalArgumentException("gateway.loops must be at least 1, not " + loops);
        }
    }

    /// With a loop for each processor.
    public static GatewayConfig of(String address, int port, ExchangeConfig exchange) {
        return new GatewayConfig(address, port, Runtime.getRuntime().availableProcessors(), exchange);
    }
}
