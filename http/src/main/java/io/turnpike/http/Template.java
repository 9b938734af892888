package io.turnpike.http;

import java.util.ArrayList;
import java.util.List;

/// A route's path, cut into parts. A custom verb is a part of its own that keeps its colon:
/// `/a/{b}:move` is `a`, `{b}`, `:move`.
record Template(List<Part> parts) {
    static final String MASK = "****";

    sealed interface Part {}

    record Literal(String text) implements Part {}

    record Parameter(String name) implements Part {
        boolean isSecret() {
            return name.equals("key");
        }
    }

    static Template parse(String template) {
        if (!template.startsWith("/") || template.endsWith("/")) {
            throw new IllegalArgumentException("a template starts with / and does not end so: " + template);
        }
        var parts = new ArrayList<Part>();
        for (String segment : template.substring(1).split("/", -1)) {
            int colon = segment.lastIndexOf(':');
            if (colon != 0) {
                parts.add(part(colon < 0 ? segment : segment.substring(0, colon)));
            }
            if (colon >= 0) {
                parts.add(new Literal(segment.substring(colon)));
            }
        }
        return new Template(List.copyOf(parts));
    }

    private static Part part(String text) {
        boolean parameter = text.startsWith("{") && text.endsWith("}");
        return parameter ? new Parameter(text.substring(1, text.length() - 1)) : new Literal(text);
    }

    List<String> names() {
        return parts.stream()
                .filter(Parameter.class::isInstance)
                .map(part -> ((Parameter) part).name())
                .toList();
    }

    /// The path with these values, each escaped in one way only, secret ones masked.
    String fill(List<String> values) {
        var path = new StringBuilder();
        var next = values.iterator();
        for (Part part : parts) {
            switch (part) {
                case Literal(String text) when text.startsWith(":") -> path.append(text);
                case Literal(String text) -> path.append('/').append(text);
                case Parameter parameter -> {
                    String value = next.next();
                    path.append('/').append(parameter.isSecret() ? MASK : Text.encode(Text.decode(value, false)));
                }
            }
        }
        return path.toString();
    }
}
