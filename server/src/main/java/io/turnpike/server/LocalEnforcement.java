package io.turnpike.server;

import io.turnpike.enforcement.Enforcement;
import io.turnpike.enforcement.Receipt;
import io.turnpike.management.change.Enforced;
import java.time.Duration;

/// Tells the management API how far this node's gateway has come.
record LocalEnforcement(Enforcement enforcement) implements Enforced {
    /// A node that needs longer follows no more, or lost its database; the change is stored all the same.
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Override
    public Receipt awaitLocal(long revision) {
        try {
            return new Receipt(enforcement.awaitHere(revision, LONGEST) ? 1 : 0, 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Receipt(0, 1);
        }
    }

    @Override
    public Receipt awaitAll(long revision, Duration atMost) {
        try {
            return enforcement.awaitEverywhere(revision, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Receipt(0, 1);
        }
    }
}
