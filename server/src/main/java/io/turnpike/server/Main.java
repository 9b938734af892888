package io.turnpike.server;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.Scanner;
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
              explain  [--key KEY | --token TOKEN] [--env NAME] [--host NAME] [--header 'NAME: VALUE']
                       [--body TEXT] [--time TIME] [METHOD] PATH tells why such a call is let through or not;
                       a KEY of - is read from the input
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
            case "explain" -> explain(flags);
            case "practice" -> Practice.run(flags);
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
        exitUnless(() -> new Import(config).run(words.getFirst()));
    }

    private static void explain(List<String> words) throws IOException {
        Explain asked = Explain.of(words, _ -> new Scanner(System.in, UTF_8).nextLine(), System.getenv());
        exitUnless(asked::run);
    }

    private static void exitUnless(Request good) throws IOException {
        try {
            if (!good.run()) {
                System.exit(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Something asked of a running node.
    private interface Request {
        /// @return whether the answer was the good one
        boolean run() throws IOException, InterruptedException;
    }
}
