package io.turnpike.management.change;

import io.turnpike.storage.NodeRegistry;
import io.turnpike.storage.NodeRegistry.Node;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The nodes that report, and how many of them enforce a revision.
final class LiveNodes {
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final long POLL_MILLIS = 20;

    private final NodeRegistry registry;
    private final Clock clock;

    LiveNodes(NodeRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /// Waits until every live node has reported the revision.
    Receipt await(long revision, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        Receipt receipt = receipt(revision);
        while (!receipt.isComplete() && System.nanoTime() < end) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return receipt;
            }
            receipt = receipt(revision);
        }
        return receipt;
    }

    private Receipt receipt(long revision) {
        var oldest = clock.instant().minus(SILENCE);
        List<Node> live = registry.list().stream()
                .filter(node -> !node.seenAt().isBefore(oldest))
                .toList();
        int reached =
                (int) live.stream().filter(node -> node.revision() >= revision).count();
        return new Receipt(reached, live.size());
    }

    /// @param reached live nodes that enforce the revision
    record Receipt(int reached, int live) {
        boolean isComplete() {
            return reached == live;
        }
    }
}
