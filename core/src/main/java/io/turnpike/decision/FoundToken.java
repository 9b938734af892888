package io.turnpike.decision;

import org.jspecify.annotations.Nullable;

/// What the text of a token leads to.
///
/// @param refusal why it leads to no token; null where it does
/// @param token null exactly where there is a refusal
/// @param key that the token belongs to; null if that is unknown
public record FoundToken(
        @Nullable Refusal refusal,
        @Nullable IndexedToken token,
        @Nullable IndexedKey key) {
    public static final FoundToken UNKNOWN = refused(Refusal.UNKNOWN_TOKEN);
    public static final FoundToken MALFORMED = refused(Refusal.MALFORMED_TOKEN);
    public static final FoundToken UNVERIFIED = refused(Refusal.UNVERIFIED_TOKEN);

    public static FoundToken refused(Refusal refusal) {
        return new FoundToken(refusal, null, null);
    }

    /// @param keys where the token's key is looked for
    public static FoundToken of(IndexedToken token, KeyIndex keys) {
        return new FoundToken(null, token, keys.find(token.keyHigh(), token.keyLow()));
    }
}
