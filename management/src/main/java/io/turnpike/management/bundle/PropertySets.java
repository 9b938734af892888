package io.turnpike.management.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The property sets that a bundle brings along: fixed texts, which templates name as `{propertyset.SET.NAME}`.
record PropertySets(Bundle bundle) {
    private static final Pattern REFERENCE = Pattern.compile("\\{propertyset\\.([^.{}]+)\\.([^{}]+)}");

    /// The template with what is known filled in.
    String resolved(String template) {
        return REFERENCE.matcher(template).replaceAll(reference -> {
            String value = value(reference.group(1), reference.group(2));
            return Matcher.quoteReplacement(value.isEmpty() ? reference.group() : value);
        });
    }

    /// Empty where it is missing.
    private String value(String set, String name) {
        var properties = new Properties();
        bundle.resource("properties/" + set + ".properties").ifPresent(content -> {
            try {
                properties.load(new StringReader(new String(content, UTF_8)));
            } catch (IOException | IllegalArgumentException _) {
                properties.clear();
            }
        });
        return properties.getProperty(name, "").strip();
    }
}
