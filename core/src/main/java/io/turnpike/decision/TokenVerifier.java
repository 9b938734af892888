package io.turnpike.decision;

import java.util.concurrent.CompletableFuture;

/// Checks tokens that carry their own proof. Safe for use by many threads.
public interface TokenVerifier {
    /// Checks a token off the caller's thread, within a bounded time.
    ///
    /// @param place where the token was shown
    /// @return fails with `RejectedExecutionException` while too many wait
    CompletableFuture<Verification> verify(HostedEnvironment place, String token);
}
