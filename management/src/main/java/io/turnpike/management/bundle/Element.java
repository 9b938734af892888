package io.turnpike.management.bundle;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An element of XML with what stands in it; comments and namespaces say nothing.
///
/// @param text all of its own text, stripped
record Element(String name, Map<String, String> attributes, List<Element> children, String text) {
    /// Of what is no XML.
    static final Element NONE = new Element("", Map.of(), List.of(), "");

    /// The first child of that name.
    Optional<Element> child(String wanted) {
        return children(wanted).findFirst();
    }

    Stream<Element> children(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted));
    }

    /// What can be reached by the names one below the other.
    Stream<Element> at(String... path) {
        Stream<Element> found = Stream.of(this);
        for (String step : path) {
            found = found.flatMap(element -> element.children(step));
        }
        return found;
    }

    /// Empty where there is no such child, or nothing in it.
    String textOf(String wanted) {
        return child(wanted).map(Element::text).orElse("");
    }

    /// Empty where it is missing.
    String attribute(String wanted) {
        return attributes.getOrDefault(wanted, "");
    }

    /// `true` in any case; false also where it is missing.
    boolean isTrue(String wanted) {
        return textOf(wanted).toLowerCase(Locale.ROOT).equals("true");
    }
}
