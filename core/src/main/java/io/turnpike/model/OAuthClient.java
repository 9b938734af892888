package io.turnpike.model;

import io.turnpike.secret.KeyDigest;
import java.util.UUID;

/// A credential as the client of an environment's token endpoint.
///
/// @param key what the credential is found by
/// @param credential its id, which a key that is made anew does not share
public record OAuthClient(UUID organization, UUID environment, KeyDigest key, UUID credential) {}
