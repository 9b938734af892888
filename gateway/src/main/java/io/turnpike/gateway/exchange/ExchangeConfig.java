package io.turnpike.gateway.exchange;

/// How calls are carried, whatever their proxy says.
///
/// @param via our name in `Via`; empty leaves the field out
/// @param viaOnAnswers whether answers carry `Via` too
/// @param trusted whose word on where calls come from is taken
/// @param targetConnections to one target at one time, of all loops together
public record ExchangeConfig(
        String via, boolean viaOnAnswers, TrustedProxies trusted, int targetConnections, Patience patience) {
    public static final int DEFAULT_TARGET_CONNECTIONS = 1_024;
    public static final ExchangeConfig DEFAULT =
            new ExchangeConfig("turnpike", false, TrustedProxies.NONE, DEFAULT_TARGET_CONNECTIONS, Patience.DEFAULT);

    public ExchangeConfig {
        if (!via.matches("[A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("gateway.via must be letters, digits and . _ -");
        }
    }

    /// These settings with other proxies that are trusted.
    public ExchangeConfig trusting(TrustedProxies proxies) {
        return new ExchangeConfig(via, viaOnAnswers, proxies, targetConnections, patience);
    }

    /// These settings with another name in `Via`; an empty one leaves the field out.
    public ExchangeConfig named(String name, boolean onAnswers) {
        return new ExchangeConfig(name, onAnswers, trusted, targetConnections, patience);
    }

    /// These settings with another bound on connections.
    public ExchangeConfig with(int connections) {
        return new ExchangeConfig(via, viaOnAnswers, trusted, connections, patience);
    }
}
