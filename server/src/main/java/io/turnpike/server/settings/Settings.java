package io.turnpike.server.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Settings by name, before they become records. Each question names a key and its default, and so makes the key
/// known; what was given under a name that nobody asks for stops the start.
public final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(password=|://[^/@:]*:)[^&@;]*");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)");

    private final Map<String, String> flags;
    private final Map<String, String> variables;
    private final Map<String, String> file;
    private final SortedMap<String, String> effective = new TreeMap<>();

    /// @param flags by key
    /// @param variables by name, those that start with `TURNPIKE_`
    /// @param file by key; a flag wins over a variable, and both over the file
    Settings(Map<String, String> flags, Map<String, String> variables, Map<String, String> file) {
        this.flags = Map.copyOf(flags);
        this.variables = Map.copyOf(variables);
        this.file = Map.copyOf(file);
    }

    /// Settings from flags alone.
    public static Settings ofFlags(Map<String, String> flags) {
        return new Settings(flags, Map.of(), Map.of());
    }

    /// The value of a key, or its default.
    public String text(String key, String otherwise) {
        String value = given(key).orElse(otherwise);
        effective.put(key, value);
        return value;
    }

    public Optional<String> text(String key) {
        return Optional.of(text(key, "")).filter(value -> !value.isEmpty());
    }

    /// A value that `turnpike config` does not show.
    public Optional<String> secret(String key) {
        Optional<String> value = text(key);
        effective.put(key, value.isPresent() ? "(set)" : "");
        return value;
    }

    /// A URL; `turnpike config` shows it without a password that it may hold.
    public String url(String key, String otherwise) {
        String value = text(key, otherwise);
        effective.put(key, PASSWORD.matcher(value).replaceAll("$1(set)"));
        return value;
    }

    public int integer(String key, int otherwise, int least, int most) {
        return parse(key, Integer.toString(otherwise), "a number from " + least + " to " + most, text -> {
            int value = Integer.parseInt(text);
            return value >= least && value <= most ? value : null;
        });
    }

    public boolean flag(String key, boolean otherwise) {
        return parse(key, Boolean.toString(otherwise), "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }

    /// @param otherwise spelled as an operator would: `20ms`, `30d`
    public Duration duration(String key, String otherwise) {
        return parse(key, otherwise, "a duration such as 20ms, 1s, 10m, 12h or 30d, or 0", text -> {
            if (text.equals("0")) {
                return Duration.ZERO;
            }
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
                return null;
            }
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        });
    }

    /// Bytes.
    ///
    /// @param otherwise spelled as an operator would: `64MiB`
    public long size(String key, String otherwise) {
        return parse(key, otherwise, "a size such as 512B, 64KiB, 10MiB or 1GiB", text -> {
            Matcher matcher = SIZE.matcher(text);
            if (!matcher.matches()) {
                return null;
            }
            int shift = switch (matcher.group(2)) {
                case "B" -> 0;
                case "KiB" -> 10;
                case "MiB" -> 20;
                default -> 30;
            };
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
        });
    }

    /// @throws WrongSetting if a value was given under a name that nobody asked for
    public void refuseUnknown() {
        Set<String> unknown = new TreeSet<>(flags.keySet());
        unknown.addAll(file.keySet());
        unknown.removeAll(effective.keySet());
        unknown.addAll(variables.keySet());
        effective.keySet().forEach(key -> unknown.remove(variable(key)));
        if (!unknown.isEmpty()) {
            throw new WrongSetting("unknown setting " + String.join(", ", unknown) + "; known are "
                    + String.join(", ", effective.keySet()));
        }
    }

    /// Every key that was asked for with the value that holds, secrets hidden.
    public SortedMap<String, String> effective() {
        return new TreeMap<>(effective);
    }

    private Optional<String> given(String key) {
        return Optional.ofNullable(flags.get(key))
                .or(() -> Optional.ofNullable(variables.get(variable(key))))
                .or(() -> Optional.ofNullable(file.get(key)));
    }

    /// `TURNPIKE_USAGE_MAX_SIZE` for `usage.max-size`.
    private static String variable(String key) {
        return "TURNPIKE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private <T> T parse(String key, String otherwise, String wanted, Parser<T> parser) {
        String text = text(key, otherwise);
        @Nullable T value;
        try {
            value = parser.parse(text);
        } catch (ArithmeticException | NumberFormatException e) {
            value = null;
        }
        if (value == null) {
            throw new WrongSetting(key + " must be " + wanted + ", not \"" + text + "\"");
        }
        return value;
    }

    private interface Parser<T> {
        /// @return null if the text is none of those
        @Nullable
        T parse(String text);
    }
}
