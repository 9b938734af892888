package io.turnpike.server;

import io.turnpike.server.demo.SampleUpstream;
import io.turnpike.server.settings.Sources;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The word `practice`: a first start and a later one, with some calls to both ports, for the JVM to learn from. The
/// launcher has it run in an empty folder once for each build.
final class Practice {
    /// A practice that hangs keeps no real start waiting for longer.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Practice() {}

    /// Ends the process.
    ///
    /// @param flags all the settings there are: variables are for the real starts
    static void run(List<String> flags) throws IOException {
        Thread.ofPlatform().daemon().start(Practice::giveUp);
        NodeConfig config = NodeConfig.from(Sources.read(flags, Map.of()));
        SampleUpstream upstream = SampleUpstream.start();
        start(config, upstream);
        start(config, upstream);
        System.exit(0); // the upstream's threads would go on
    }

    private static void giveUp() {
        try {
            Thread.sleep(LONGEST);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void start(NodeConfig config, SampleUpstream upstream) throws IOException {
        try (Node node = Node.start(config, _ -> {})) {
            node.demo().load(upstream);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
