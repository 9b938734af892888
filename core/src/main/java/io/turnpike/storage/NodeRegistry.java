package io.turnpike.storage;

import java.time.Instant;
import java.util.List;

/// Which nodes enforce, and how far each has come.
public interface NodeRegistry {
    void report(Node node);

    /// All that were ever seen and not removed, by name.
    List<Node> list();

    void remove(String name);

    /// @param name unique for each process
    /// @param revision last revision that the node enforces
    /// @param sharesCounters false where it was told that its counters are its own (`counters.shared=false`)
    record Node(String name, Instant started, long revision, Instant seenAt, String version, boolean sharesCounters) {}
}
