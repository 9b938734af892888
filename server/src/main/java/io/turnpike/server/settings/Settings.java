package io.turnpike.server.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(?i)(password=)[^&;]*");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)");

    private final Map<String, String> given;
    private final SortedMap<String, String> effective = new TreeMap<>();

    /// @param given values by key; later sources have already won over earlier ones
    public Settings(Map<String, String> given) {
        this.given = Map.copyOf(given);
    }

    /// The value of a key, or its default.
    public String text(String key, String otherwise) {
        String value = given.getOrDefault(key, otherwise);
        effective.put(key, value);
        return value;
    }

    public Optional<String> text(String key) {
        effective.put(key, given.getOrDefault(key, ""));
        return Optional.ofNullable(given.get(key)).filter(value -> !value.isEmpty());
    }

    /// A value that `turnpike config` does not show.
    public Optional<String> secret(String key) {
        Optional<String> value = text(key);
        effective.put(key, value.isPresent() ? "(set)" : "");
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
        TreeSet<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(effective.keySet());
        if (!unknown.isEmpty()) {
            throw new WrongSetting("unknown setting " + String.join(", ", unknown) + "; known are "
                    + String.join(", ", effective.keySet()));
        }
    }

    /// Every key that was asked for with the value that holds, secrets hidden.
    public SortedMap<String, String> effective() {
        SortedMap<String, String> shown = new TreeMap<>(effective);
        shown.replaceAll((_, value) -> PASSWORD_IN_URL.matcher(value).replaceAll("$1(set)"));
        return shown;
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
