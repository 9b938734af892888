package io.turnpike.enforcement;

import io.turnpike.storage.NodeRegistry;
import io.turnpike.storage.NodeRegistry.Node;
import io.turnpike.storage.StorageUnavailable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// This node among the others: reports how far it has come, and knows how far they have.
///
/// A node that is alone reports with its beat only; beside others it reports each step, since a
/// receipt may be waited for.
public final class Presence {
    /// A node is live while it reported within this time.
    public static final Duration LIVE = Duration.ofSeconds(15);

    private static final System.Logger LOG = System.getLogger(Presence.class.getName());
    private static final Duration BEAT = Duration.ofSeconds(3);
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final NodeRegistry registry;
    private final Node self;
    private final InstantSource clock;
    private volatile boolean alone = true;
    private Instant reportedAt = Instant.MIN;

    /// @param self this node as it starts; its `revision` and `seenAt` are replaced in each report
    public Presence(NodeRegistry registry, Node self, InstantSource clock) {
        this.registry = registry;
        this.self = self;
        this.clock = clock;
    }

    /// The nodes that reported lately, this one as it is now.
    ///
    /// @param revision what this node enforces
    public List<Node> live(long revision) {
        Instant now = clock.instant();
        return registry.list().stream()
                .map(node -> node.name().equals(self.name()) ? self(revision, now) : node)
                .filter(node -> node.seenAt().isAfter(now.minus(LIVE)))
                .toList();
    }

    Instant now() {
        return clock.instant();
    }

    void report(long revision) {
        Instant now = clock.instant();
        registry.report(self(revision, now));
        reportedAt = now;
        alone = live(revision).size() <= 1;
    }

    /// Reports when the last report is old.
    void beat(long revision) {
        Instant now = clock.instant();
        if (reportedAt.plus(BEAT).isAfter(now)) {
            return;
        }
        report(revision);
        registry.list().stream()
                .filter(node -> node.seenAt().isBefore(now.minus(FORGOTTEN)))
                .forEach(node -> registry.remove(node.name()));
    }

    void advanced(long revision) {
        if (!alone) {
            report(revision);
        }
    }

    Receipt receipt(long wanted, long revision) {
        List<Node> live = live(revision);
        return new Receipt(
                (int) live.stream().filter(node -> node.revision() >= wanted).count(), live.size());
    }

    void leave() {
        try {
            registry.remove(self.name());
        } catch (StorageUnavailable e) {
            LOG.log(Level.WARNING, "the database is away; this node stays listed until it is forgotten");
        }
    }

    private Node self(long revision, Instant now) {
        return new Node(self.name(), self.started(), revision, now, self.version(), self.sharesCounters());
    }
}
