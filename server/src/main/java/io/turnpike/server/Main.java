package io.turnpike.server;

import io.turnpike.server.settings.Settings;
import io.turnpike.server.settings.Sources;
import io.turnpike.server.settings.WrongSetting;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// The command line of the runnable jar.
public final class Main {
    private static final String USAGE = """
            usage: turnpike WORD [--KEY=VALUE …]

              start    starts the gateway and the management port; --demo loads a sample organization
              config   prints the settings that hold, secrets hidden
              help     prints this

            Settings come from turnpike.conf (or --config FILE), TURNPIKE_… variables and flags; the later wins.""";

    private Main() {}

    /// Exits with 0 when all went well, 1 when the node could not start, 2 when it was asked wrongly.
    public static void main(String[] arguments) {
        String word = arguments.length == 0 ? "help" : arguments[0];
        List<String> flags =
                arguments.length == 0 ? List.of() : Arrays.asList(arguments).subList(1, arguments.length);
        try {
            run(word, flags);
        } catch (WrongSetting e) {
            System.err.println("turnpike: " + e.getMessage());
            System.exit(2);
        } catch (CannotStart | IOException e) {
            System.err.println("turnpike: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(String word, List<String> flags) throws IOException {
        switch (word) {
            case "start" -> Start.run(flags);
            case "config" -> {
                Settings settings = Sources.read(flags, System.getenv());
                NodeConfig.from(settings);
                settings.effective().forEach((key, value) -> System.out.println(key + "=" + value));
            }
            case "help", "--help", "-h" -> System.out.println(USAGE);
            default -> throw new WrongSetting("no such word: " + word + "\n" + USAGE);
        }
    }
}
