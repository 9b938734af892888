package io.turnpike.management.change;

import io.turnpike.enforcement.Receipt;
import java.time.Duration;

/// How far changes have come.
public interface Enforced {
    /// Waits until this node enforces the revision, so that the next call after a write's answer meets it.
    ///
    /// @return 1/1, or 0/1 where this node gave up waiting
    Receipt awaitLocal(long revision);

    /// Waits until every live node enforces the revision, or the time is over.
    Receipt awaitAll(long revision, Duration atMost);
}
