package io.turnpike.gateway.exchange;

/// How calls are carried, whatever their proxy says.
///
/// @param via our name in `Via`; empty leaves the field out
/// @param viaOnAnswers whether answers carry `Via` too
public record ExchangeConfig(String via, boolean viaOnAnswers, Patience patience) {
    public static final ExchangeConfig DEFAULT = new ExchangeConfig("turnpike", false, Patience.DEFAULT);

    public ExchangeConfig {
        if (!via.matches("[A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("gateway.via must be letters, digits and . _ -");
        }
    }

    /// These settings with another name in `Via`; an empty one leaves the field out.
    public ExchangeConfig named(String name, boolean onAnswers) {
        return new ExchangeConfig(name, onAnswers, patience);
    }
}
