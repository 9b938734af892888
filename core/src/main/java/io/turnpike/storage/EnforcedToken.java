package io.turnpike.storage;

import io.turnpike.model.AccessToken;
import io.turnpike.secret.SealedText;
import org.jspecify.annotations.Nullable;

/// A token as the gateway needs it, joined with its client's credential.
///
/// @param client the client's consumer key; null where that credential is gone
public record EnforcedToken(AccessToken token, @Nullable SealedText client) {}
