package io.turnpike.decision;

import org.jspecify.annotations.Nullable;

/// Who calls, as a key or a token tells it.
///
/// @param refusal why nobody is believed; null where somebody is
/// @param key whose it is; null if that is unknown
public record Identity(@Nullable Refusal refusal, @Nullable IndexedKey key) {}
