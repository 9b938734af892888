package io.turnpike.management.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Writes a tree of JSON as XML, such that `XmlReader` reads it as that tree again. Space around texts, empty objects
/// and empty lists without a wrapper do not come back; characters that XML has no form for become U+FFFD.
///
/// Source: management-api 1.3; see `XmlNames`.
final class XmlWriter {
    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private XmlWriter() {}

    static byte[] write(JsonNode tree, String root) {
        var writer = new XmlWriter();
        writer.element(root, tree);
        return writer.xml.append('\n').toString().getBytes(UTF_8);
    }

    private void member(Map.Entry<String, JsonNode> member) {
        String name = XmlNames.element(member.getKey());
        if (member.getValue().isArray() && !XmlNames.isPlural(name)) {
            member.getValue().forEach(item -> element(name, item));
        } else {
            element(name, member.getValue());
        }
    }

    private void element(String name, JsonNode value) {
        if (value.isEmpty() && value.asString("").isEmpty()) {
            xml.append('<').append(name).append("/>");
            return;
        }
        xml.append('<').append(name);
        if (XmlNames.isNamedByAttribute(name) && value.path("name").isString()) {
            xml.append(" name=\"");
            value.path("name").asString().codePoints().forEach(this::character);
            xml.append('"');
        }
        xml.append('>');
        if (value.isObject()) {
            value.properties().forEach(this::member);
        } else if (value.isArray()) {
            String item = XmlNames.isPlural(name) ? XmlNames.item(name) : "Item";
            value.forEach(each -> element(item, each));
        } else {
            value.asString().codePoints().forEach(this::character);
        }
        xml.append("</").append(name).append('>');
    }

    private void character(int point) {
        switch (point) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '"' -> xml.append("&quot;");
            case '\r' -> xml.append("&#13;");
            default -> xml.appendCodePoint(isAllowed(point) ? point : 0xfffd);
        }
    }

    /// Source: XML 1.0, production 2.
    private static boolean isAllowed(int point) {
        return point >= ' '
                ? point < 0xd800 || (point > 0xdfff && point != 0xfffe && point != 0xffff)
                : point == '\t' || point == '\n';
    }
}
