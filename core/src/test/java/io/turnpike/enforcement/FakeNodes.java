package io.turnpike.enforcement;

import io.turnpike.storage.NodeRegistry;
import java.util.List;
import java.util.TreeMap;

/// A registry of nodes in memory. Safe for use by many threads.
final class FakeNodes implements NodeRegistry {
    private final Runnable answers;
    private final TreeMap<String, Node> nodes = new TreeMap<>();
    private int reports;

    /// @param answers throws while the database is away
    FakeNodes(Runnable answers) {
        this.answers = answers;
    }

    @Override
    public synchronized void report(Node node) {
        answers.run();
        reports++;
        nodes.put(node.name(), node);
    }

    @Override
    public synchronized List<Node> list() {
        answers.run();
        return List.copyOf(nodes.values());
    }

    @Override
    public synchronized void remove(String name) {
        answers.run();
        nodes.remove(name);
    }

    synchronized int reports() {
        return reports;
    }
}
