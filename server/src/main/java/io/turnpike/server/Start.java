package io.turnpike.server;

import io.turnpike.server.demo.SampleUpstream;
import io.turnpike.server.settings.Sources;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/// The word `start`: runs a node until the process is told to stop.
final class Start {
    private Start() {}

    /// Returns when calls are enforced; the node's own threads go on until a signal comes.
    static void run(List<String> flags) throws IOException {
        NodeConfig config = NodeConfig.from(Sources.read(flags, System.getenv()));
        Node node = Node.start(config, password -> announce(config, password));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(node::close));
        announce(node);
        if (config.demo()) {
            runDemo(node);
        }
    }

    private static void runDemo(Node node) throws IOException {
        try {
            List<String> commands = node.demo().load(SampleUpstream.start());
            System.out.println("\nPaste these to see a call let through, one refused, and one too many:\n");
            commands.forEach(line -> System.out.println("  " + line));
            System.out.println();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void announce(Node node) {
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.printf(
                "Turnpike is ready after %d ms: gateway %s, management %s%n",
                millis,
                node.secureUrl().map(url -> node.gatewayUrl() + " and " + url).orElse(node.gatewayUrl()),
                node.managementUrl());
    }

    private static void announce(NodeConfig config, String password) {
        System.out.printf(
                "The administrator is %s with password %s (shown this once)%n",
                config.administrator().user(), password);
    }
}
