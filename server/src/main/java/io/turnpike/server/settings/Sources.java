package io.turnpike.server.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Where settings come from: `turnpike.conf`, then `TURNPIKE_…` variables, then flags; the later wins.
public final class Sources {
    private static final Path DEFAULT_FILE = Path.of("turnpike.conf");
    private static final String PREFIX = "TURNPIKE_";

    private Sources() {}

    /// @param flags `--gateway.port=9000`, `--gateway.port 9000`, `--demo` for `--demo=true`
    /// @throws WrongSetting if the file is not there or a flag cannot be read
    public static Settings read(List<String> flags, Map<String, String> environment) {
        Map<String, String> fromFlags = flags(flags);
        String named = fromFlags.remove("config");
        Map<String, String> variables = new HashMap<>(environment);
        variables.keySet().removeIf(name -> !name.startsWith(PREFIX));
        return new Settings(fromFlags, variables, file(named));
    }

    private static Map<String, String> file(@Nullable String named) {
        Path file = named == null ? DEFAULT_FILE : Path.of(named);
        if (named == null && !Files.exists(file)) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongSetting("the settings in " + file + " cannot be read: " + Reason.of(e));
        }
        Map<String, String> given = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> given.put(key, properties.getProperty(key).strip()));
        return given;
    }

    private static Map<String, String> flags(List<String> flags) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < flags.size(); i++) {
            String flag = flags.get(i);
            if (!flag.startsWith("--") || flag.length() == 2) {
                throw new WrongSetting("not a flag: " + flag);
            }
            int equals = flag.indexOf('=');
            if (equals > 0) {
                given.put(flag.substring(2, equals), flag.substring(equals + 1));
            } else if (i + 1 < flags.size() && !flags.get(i + 1).startsWith("--")) {
                given.put(flag.substring(2), flags.get(++i));
            } else {
                given.put(flag.substring(2), "true");
            }
        }
        return given;
    }
}
