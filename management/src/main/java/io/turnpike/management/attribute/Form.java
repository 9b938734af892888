package io.turnpike.management.attribute;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What a value of ours may look like.
///
/// @param description readable behind `must be`
record Form(String description, Predicate<String> rule) {
    static final Form INTEGER = matching("an integer that is not negative", "[0-9]{1,18}");
    static final Form KEY_LENGTH = new Form("from 16 to 2048", Form::isKeyLength);
    static final Form DECIMAL = matching("a number that is not negative", "[0-9]{1,12}(\\.[0-9]{1,6})?");
    static final Form BOOLEAN = oneOf("true", "false");
    static final Form TEXT = new Form("a text", text -> !text.isBlank());
    static final Form READABLE = new Form("readable; show-once is not supported yet", "readable"::equals);
    static final Form FIELD_NAME = matching("the name of a header field", "[A-Za-z0-9!#$&'*+.^_|~-]{1,64}");
    static final Form LIMITS = new Form("full, off or a factor above 0 such as x10", Form::isLimits);
    static final Form LATENCY = matching("milliseconds, or a range of them such as 20-80", "[0-9]{1,6}(-[0-9]{1,6})?");
    static final Form DOMAINS = new Form("a list of domains with commas between", Form::areDomains);
    static final Form DURATION = parsed(
            "a positive ISO 8601 duration such as PT1H",
            text -> Duration.parse(text).isPositive());
    static final Form TIME =
            parsed("a time in RFC 3339, UTC", text -> Instant.parse(text).isAfter(Instant.MIN));
    static final Form URL = parsed("an absolute http or https URL", Form::isUrl);
    static final Form START_TIME = parsed(
            "a time such as 2026-01-31 08:00:00",
            text -> LocalDateTime.parse(
                            text,
                            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT))
                    .isAfter(LocalDateTime.MIN));

    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+");

    static Form oneOf(String... values) {
        return new Form((values.length == 1 ? "" : "one of ") + String.join(", ", values), Set.of(values)::contains);
    }

    boolean fits(String value) {
        return rule.test(value);
    }

    private static Form matching(String description, String pattern) {
        return new Form(description, Pattern.compile(pattern).asMatchPredicate());
    }

    private static Form parsed(String description, Predicate<String> rule) {
        return new Form(description, text -> {
            try {
                return rule.test(text);
            } catch (DateTimeException | IllegalArgumentException _) {
                return false;
            }
        });
    }

    private static boolean isKeyLength(String text) {
        return text.matches("[0-9]{2,4}") && Integer.parseInt(text) >= 16 && Integer.parseInt(text) <= 2_048;
    }

    private static boolean isLimits(String text) {
        boolean factor = text.matches("x[0-9]{1,9}(\\.[0-9]{1,9})?") && Double.parseDouble(text.substring(1)) > 0;
        return factor || text.equals("full") || text.equals("off");
    }

    private static boolean areDomains(String text) {
        return List.of(text.split(",", -1)).stream()
                .allMatch(domain -> DOMAIN.matcher(domain.strip()).matches());
    }

    private static boolean isUrl(String text) {
        URI url = URI.create(text);
        return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }
}
