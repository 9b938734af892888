package io.turnpike.gateway.admission;

import io.turnpike.decision.Catalogue;
import io.turnpike.decision.KeyIndex;
import io.turnpike.decision.TokenIndex;
import java.util.function.Supplier;

/// Where the gateway reads what holds now; each is asked once for each call, by every loop.
public record Enforced(Supplier<Catalogue> catalogue, Supplier<KeyIndex> keys, Supplier<TokenIndex> tokens) {}
