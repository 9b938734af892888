package io.turnpike.decision;

import io.turnpike.secret.KeyDigest;
import org.jspecify.annotations.Nullable;

/// What the check of a token that carries its own proof came to.
public sealed interface Verification {
    /// The proof is good. Whether the token is still wanted is asked on each call.
    ///
    /// @param id what the index finds if this token was revoked; null if it cannot be
    /// @param family what the index finds if all tokens of its authorization were revoked; null if there is none
    record Good(
            IndexedToken token,
            @Nullable KeyDigest id,
            @Nullable KeyDigest family) implements Verification {}

    record Bad(Refusal refusal) implements Verification {}
}
