package io.turnpike.server;

import io.turnpike.enforcement.Presence;
import io.turnpike.storage.NodeRegistry;
import java.time.Clock;
import java.util.List;

/// Whether this node may count beside the others on its database.
///
/// Nodes that each count on their own admit more than the limits together. So a second one refuses to start, unless
/// both were told that this is wanted (`counters.shared=false`).
final class Neighbours {
    private Neighbours() {}

    /// @throws CannotStart if another live node forbids it, or is forbidden by this one
    static void check(NodeRegistry nodes, String self, boolean sharesCounters, Clock clock) {
        List<NodeRegistry.Node> others = nodes.list().stream()
                .filter(node -> !node.name().equals(self))
                .filter(node -> node.seenAt().isAfter(clock.instant().minus(Presence.LIVE)))
                .toList();
        boolean allCountAlone = !sharesCounters && others.stream().noneMatch(NodeRegistry.Node::sharesCounters);
        if (!others.isEmpty() && !allCountAlone) {
            throw new CannotStart("node " + others.getFirst().name()
                    + " is running on the same database, and counters are not shared between nodes: together they would"
                    + " admit more than the limits. Set counters.shared=false on every node if that is wanted");
        }
    }
}
