package io.turnpike.gateway;

import io.turnpike.gateway.exchange.ExchangeConfig;
import io.turnpike.gateway.tls.ServerTls;
import java.util.Optional;

/// How the gateway listens and carries calls.
///
/// @param address to listen on
/// @param port TCP port of the listener; 0 picks a free one
/// @param secure the listener that speaks TLS; empty: there is none
/// @param loops event loops, each a thread; at least 1
public record GatewayConfig(String address, int port, int loops, ExchangeConfig exchange, Optional<Secure> secure) {
    public GatewayConfig {
        if (loops < 1) {
            throw new IllegalArgumentException("gateway.loops must be at least 1, not " + loops);
        }
    }

    /// With a loop for each processor.
    public static GatewayConfig of(String address, int port, ExchangeConfig exchange, Optional<Secure> secure) {
        return new GatewayConfig(address, port, Runtime.getRuntime().availableProcessors(), exchange, secure);
    }

    /// A listener that speaks TLS, on the same address.
    ///
    /// @param port 0 picks a free one
    public record Secure(int port, ServerTls tls) {}
}
