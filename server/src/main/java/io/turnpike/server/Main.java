package io.turnpike.server;

import io.turnpike.server.settings.Reason;
import io.turnpike.server.settings.Settings;
import io.turnpike.server.settings.Sources;
import io.turnpike.server.settings.WrongSetting;
import io.turnpike.storage.StorageUnavailable;
import io.turnpike.storage.jdbc.UnusableDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The command line of the runnable jar.
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String USAGE = """
            usage: turnpike WORD [--KEY=VALUE …]

              start    starts the gateway and the management port; --demo loads a sample organization
              import   FILE adds the app on each line of a file (or of - for the input) to the running node
              usage    verify proves that the usage log, counters and sums of this node agree
              config   prints the settings that hold, secrets hidden
              help     prints this

            Settings come from turnpike.conf (or --config FILE), TURNPIKE_… variables and flags; the later wins.""";

    private Main() {}

    /// Exits with 0 when all went well, 1 when the node could not start or something is wrong, 2 when it was asked
    /// wrongly.
    public static void main(String[] arguments) {
        String word = arguments.length == 0 ? "help" : arguments[0];
        List<String> flags =
                arguments.length == 0 ? List.of() : Arrays.asList(arguments).subList(1, arguments.length);
        try {
            run(word, flags);
        } catch (WrongSetting e) {
            System.err.println("turnpike: " + e.getMessage());
            System.exit(2);
        } catch (CannotStart | UnusableDatabase | StorageUnavailable | IOException | UncheckedIOException e) {
            System.err.println("turnpike: " + Reason.of(e));
            System.exit(1);
        } catch (RuntimeException e) {
            LOG.error("the start failed, and should not have: please report this", e);
            System.exit(1); // threads that run already would keep half a node alive
        }
    }

    private static void run(String word, List<String> flags) throws IOException {
        switch (word) {
            case "start" -> Start.run(flags);
            case "import" -> load(flags);
            case "usage" -> verify(flags);
            case "config" -> {
                Settings settings = Sources.read(flags, System.getenv());
                NodeConfig.from(settings);
                settings.effective().forEach((key, value) -> System.out.println(key + "=" + value));
            }
            case "help", "--help", "-h" -> System.out.println(USAGE);
            default -> throw new WrongSetting("no such word: " + word + "\n" + USAGE);
        }
    }

    private static void verify(List<String> words) throws IOException {
        if (words.isEmpty() || !words.getFirst().equals("verify")) {
            throw new WrongSetting("usage takes one more word: turnpike usage verify");
        }
        NodeConfig config = NodeConfig.from(Sources.read(words.subList(1, words.size()), System.getenv()));
        if (!new Verify(config, Clock.systemUTC()).run()) {
            System.exit(1);
        }
    }

    private static void load(List<String> words) throws IOException {
        if (words.isEmpty() || words.getFirst().startsWith("--")) {
            throw new WrongSetting("import needs a file, or - for the input: turnpike import FILE");
        }
        NodeConfig config = NodeConfig.from(Sources.read(words.subList(1, words.size()), System.getenv()));
        try {
            if (!new Import(config).run(words.getFirst())) {
                System.exit(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
