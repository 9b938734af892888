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
    static final Form KEY_LENGTH = new Form("from 16 to 2048", text -> isInteger(text, 16, 2_048));
    static final Form RATE = new Form("0, or a number from 0.001 to 1000000", Form::isRate);
    static final Form BURST = new Form("an integer from 1 to 1000000", text -> isInteger(text, 1, 1_000_000));
    static final Form WEIGHT =
            new Form("an integer from 0 to 2147483647", text -> isInteger(text, 0, Integer.MAX_VALUE));
    static final Form QUOTA_LIMIT = orNull("an integer that is not negative", INTEGER.rule);
    static final Form QUOTA_INTERVAL =
            orNull("an integer from 1 to 2147483647", text -> isInteger(text, 1, Integer.MAX_VALUE));
    static final Form QUOTA_UNIT = orNull(
            "second, minute, hour, day, week or month",
            Pattern.compile("second|minute|hour|day|week|month", Pattern.CASE_INSENSITIVE)
                    .asMatchPredicate());
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

    /// Apigee's clients write the word for what they do not set.
    private static Form orNull(String description, Predicate<String> rule) {
        return new Form(description, rule.or("null"::equals));
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

    private static boolean isInteger(String text, long least, long most) {
        return INTEGER.fits(text) && Long.parseLong(text) >= least && Long.parseLong(text) <= most;
    }

    private static boolean isRate(String text) {
        if (!text.matches("[0-9]{1,7}(\\.[0-9]{1,6})?")) {
            return false;
        }
        double rate = Double.parseDouble(text);
        return rate == 0 || (rate >= 0.001 && rate <= 1_000_000);
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
