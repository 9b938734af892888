package io.turnpike.management.wire;

import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads XML as the tree that JSON of the same meaning gives, but for types: every scalar is a string.
///
/// Text is trimmed; attributes, comments and namespaces say nothing. What is refused is told by rule and place, never
/// by repeating what was sent.
///
/// Source: management-api 1.3; `XmlNames` says which elements are lists.
final class XmlReader {
    private static final int MAX_DEPTH = 64;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final XmlEvents events;
    private int depth;

    private XmlReader(XmlEvents events) {
        this.events = events;
    }

    /// Exactly one element in UTF-8, nested at most 64 deep, without a document type and entities of its own.
    ///
    /// @param roots what the element may be called, in any case; empty where the name says nothing
    /// @throws Refused with `Malformed`
    static JsonNode read(byte[] body, Set<String> roots) {
        if (body.length == 0) {
            throw malformed("must be XML, and is empty");
        }
        return new XmlReader(XmlEvents.of(body, XmlReader::malformed)).document(roots);
    }

    private JsonNode document(Set<String> roots) {
        events.next();
        String root = events.name();
        if (!roots.isEmpty() && roots.stream().noneMatch(root::equalsIgnoreCase)) {
            throw malformed("must be the element "
                    + roots.stream().sorted().map("<%s>"::formatted).collect(Collectors.joining(" or ")));
        }
        var content = children();
        if (content.elements().isEmpty() && !content.text().toString().isBlank()) {
            throw malformed("must hold elements, not text");
        }
        events.next();
        return object(root, content);
    }

    /// What the element holds that the reader stands on; it stands on its end afterwards.
    private Content children() {
        if (++depth > MAX_DEPTH) {
            throw malformed("must be nested at most " + MAX_DEPTH + " deep");
        }
        var content = new Content(new LinkedHashMap<>(), new StringBuilder());
        while (!events.next()) {
            if (events.isStart()) {
                String name = events.name();
                content.add(name, value(name, children()));
            } else {
                content.text().append(events.text());
            }
        }
        if (!content.elements().isEmpty() && !content.text().toString().isBlank()) {
            throw malformed("must not hold text beside elements");
        }
        depth--;
        return content;
    }

    private static JsonNode value(String name, Content content) {
        boolean holdsList = XmlNames.isPlural(name) && !XmlNames.isObject(name);
        if (content.elements().isEmpty()) {
            String text = content.text().toString().strip();
            return text.isEmpty() && holdsList ? NODES.arrayNode() : NODES.stringNode(text);
        }
        var only = content.elements().size() == 1
                ? content.elements().values().iterator().next()
                : null;
        return holdsList && only != null && only.name().equalsIgnoreCase(XmlNames.item(name))
                ? NODES.arrayNode().addAll(only.values())
                : object(name, content);
    }

    /// Elements of one name are a list where they are several, or where the name around them is their plural.
    private static JsonNode object(String name, Content content) {
        var object = NODES.objectNode();
        for (Row row : content.elements().values()) {
            boolean isList = row.values().size() > 1
                    || (XmlNames.isPlural(name) && row.name().equalsIgnoreCase(XmlNames.item(name)));
            object.set(
                    XmlNames.member(row.name()),
                    isList
                            ? NODES.arrayNode().addAll(row.values())
                            : row.values().getFirst());
        }
        return object;
    }

    private static Refused malformed(String rule) {
        return new Refused(new Problem.Malformed("the body " + rule));
    }

    /// What stands in an element.
    ///
    /// @param elements by their names in lower case
    private record Content(Map<String, Row> elements, StringBuilder text) {
        void add(String name, JsonNode value) {
            elements.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new Row(name, new ArrayList<>()))
                    .values()
                    .add(value);
        }
    }

    /// All elements of one name.
    private record Row(String name, List<JsonNode> values) {}
}
