package io.turnpike.management.system;

import io.turnpike.management.wire.XmlNames;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns the schemas of the features' files into those of OpenAPI: references are spelled out, and each member says
/// how XML calls it.
final class Schemas {
    /// A member of a schema: the types of bodies that are neither JSON nor XML.
    static final String MEDIA_TYPES = "x-media-types";

    private static final String REFERENCE = "$ref";

    private Schemas() {}

    static String reference(String name) {
        return "#/components/schemas/" + name;
    }

    static JsonNode spelledOut(String name, JsonNode schema) {
        var copy = (ObjectNode) schema.deepCopy();
        if (copy.has("properties") && !copy.has("xml")) {
            copy.putObject("xml").put("name", name);
        }
        complete(copy);
        return copy;
    }

    private static void complete(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        if (object.has(REFERENCE)) {
            object.put(REFERENCE, reference(object.get(REFERENCE).stringValue()));
        }
        for (var member : object.path("properties").properties()) {
            nameInXml(member);
            complete(member.getValue());
        }
        for (String choices : List.of("oneOf", "anyOf", "allOf")) {
            object.path(choices).forEach(Schemas::complete);
        }
        complete(object.path("items"));
        complete(object.path("additionalProperties"));
    }

    private static void nameInXml(Map.Entry<String, JsonNode> member) {
        var schema = (ObjectNode) member.getValue();
        String name = XmlNames.element(member.getKey());
        var xml = schema.putObject("xml").put("name", name);
        if (schema.get("items") instanceof ObjectNode items) {
            if (XmlNames.isPlural(name)) {
                xml.put("wrapped", true);
            }
            items.putObject("xml").put("name", XmlNames.item(name));
        }
    }
}
