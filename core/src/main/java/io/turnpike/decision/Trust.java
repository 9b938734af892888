package io.turnpike.decision;

import io.turnpike.model.Issuer;
import io.turnpike.model.SigningKey;
import java.util.List;

/// Whose tokens an environment believes. The same object as long as nothing in it changes.
///
/// @param own what the environment's own tokens are signed with, the newest first
public record Trust(List<SigningKey.Public> own, List<Issuer> issuers) {
    public static final Trust NONE = new Trust(List.of(), List.of());

    public Trust {
        own = List.copyOf(own);
        issuers = List.copyOf(issuers);
    }
}
