package io.turnpike.http;

import org.jspecify.annotations.Nullable;

/// Tells who calls. Asked once for each call of a route that needs a permission.
@FunctionalInterface
public interface Authenticator {
    /// Finds the principal behind the credentials.
    ///
    /// @param authorization the header `Authorization`, or null where it is missing
    /// @param remoteAddress the peer's IP address, without its port
    /// @throws io.turnpike.problem.Refused with `Unauthenticated` or `TooMany`
    Principal authenticate(@Nullable String authorization, String remoteAddress);
}
