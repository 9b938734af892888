package io.turnpike.server;

import io.turnpike.server.demo.Demo;
import io.turnpike.server.demo.SampleUpstream;
import io.turnpike.server.settings.Sources;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The word `start`: runs a node in the foreground until it is told to stop.
final class Start {
    private Start() {}

    static void run(List<String> flags) throws IOException {
        NodeConfig config = NodeConfig.from(Sources.read(flags, System.getenv()));
        CountDownLatch stopped = new CountDownLatch(1);
        try (Node node = Node.start(config)) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                node.close();
                stopped.countDown();
            }));
            announce(node);
            if (config.demo()) {
                runDemo(node, stopped);
            } else {
                await(stopped);
            }
        }
    }

    private static void runDemo(Node node, CountDownLatch stopped) throws IOException {
        try (SampleUpstream upstream = SampleUpstream.start()) {
            Demo demo = new Demo(node.managementUrl(), node.gatewayUrl(), node.organization(), node.token());
            System.out.println("\nPaste these to see a call let through, one refused, and one too many:\n");
            demo.load(upstream).forEach(line -> System.out.println("  " + line));
            System.out.println();
            await(stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void announce(Node node) {
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.printf(
                "Turnpike is ready after %d ms: gateway %s, management %s%n",
                millis, node.gatewayUrl(), node.managementUrl());
        node.madeUpPassword()
                .ifPresent(password -> System.out.printf(
                        "The administrator is %s with password %s (shown this once)%n",
                        node.administrator(), password));
    }

    private static void await(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
