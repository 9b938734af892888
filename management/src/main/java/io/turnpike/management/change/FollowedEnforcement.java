package io.turnpike.management.change;

import io.turnpike.enforcement.Enforcement;
import io.turnpike.enforcement.Receipt;
import java.time.Duration;

/// Changes as this process's enforcement follows them.
public final class FollowedEnforcement implements Enforced {
    /// A node that needs longer follows no more, or lost its database; the change is stored all the same.
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Enforcement enforcement;

    public FollowedEnforcement(Enforcement enforcement) {
        this.enforcement = enforcement;
    }

    @Override
    public Receipt awaitLocal(long revision) {
        try {
            return new Receipt(enforcement.awaitHere(revision, LONGEST) ? 1 : 0, 1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Receipt(0, 1);
        }
    }

    @Override
    public Receipt awaitAll(long revision, Duration atMost) {
        try {
            return enforcement.awaitEverywhere(revision, atMost);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Receipt(0, 1);
        }
    }
}
