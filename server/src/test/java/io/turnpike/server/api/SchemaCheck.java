package io.turnpike.server.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Compares values with schemas of an OpenAPI document. Stricter than JSON Schema: a member that the schema does not
/// name is a flaw, unless it has `additionalProperties`.
final class SchemaCheck {
    private final JsonNode schemas;

    SchemaCheck(JsonNode document) {
        this.schemas = document.at("/components/schemas");
    }

    boolean knows(String schema) {
        return schema.isEmpty() || schemas.path(schema).size() > 0;
    }

    /// What is wrong with an answer; empty where nothing is.
    List<String> flaws(JsonNode value, String schema) {
        var flaws = new ArrayList<String>();
        check(value, schemas.get(schema), schema, flaws);
        return flaws;
    }

    private void check(JsonNode value, JsonNode schema, String place, List<String> flaws) {
        if (schema.isBoolean()) {
            return; // `additionalProperties: true`
        }
        if (schema.has("$ref")) {
            String name = schema.get("$ref").stringValue().substring("#/components/schemas/".length());
            check(value, schemas.get(name), place, flaws);
            return;
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                checkChoices(value, schema.get(choice), place, flaws);
                return;
            }
        }
        checkScalar(value, schema, place, flaws);
        if (value.isObject()) {
            checkMembers(value, schema, place, flaws);
        }
        if (value.isArray()) {
            value.forEach(item -> check(item, schema.path("items"), place + "[]", flaws));
        }
    }

    private void checkChoices(JsonNode value, JsonNode choices, String place, List<String> flaws) {
        choices.valueStream()
                .map(choice -> {
                    var own = new ArrayList<String>();
                    check(value, choice, place, own);
                    return own;
                })
                .min(Comparator.comparingInt(List::size))
                .ifPresent(flaws::addAll);
    }

    private static void checkScalar(JsonNode value, JsonNode schema, String place, List<String> flaws) {
        var types = schema.path("type");
        boolean fits = types.isArray()
                ? types.valueStream().anyMatch(type -> isOfType(value, type.stringValue()))
                : isOfType(value, types.asString("any"));
        if (!fits) {
            flaws.add("%s is no %s".formatted(place, types));
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            flaws.add("%s is none of %s".formatted(place, schema.get("enum")));
        }
        if (schema.has("pattern")
                && value.isString()
                && !value.stringValue().matches(schema.get("pattern").stringValue())) {
            flaws.add("%s does not match its pattern".formatted(place));
        }
    }

    private void checkMembers(JsonNode value, JsonNode schema, String place, List<String> flaws) {
        var known = schema.path("properties");
        for (var member : value.properties()) {
            String at = place + "." + member.getKey();
            if (known.has(member.getKey())) {
                if (known.get(member.getKey()).path("writeOnly").asBoolean(false)) {
                    flaws.add(at + " is answered, though it is only written");
                }
                check(member.getValue(), known.get(member.getKey()), at, flaws);
            } else if (!schema.has("additionalProperties")) {
                flaws.add(at + " is not in the schema");
            } else {
                check(member.getValue(), schema.get("additionalProperties"), at, flaws);
            }
        }
        schema.path("required")
                .valueStream()
                .map(JsonNode::stringValue)
                .filter(name -> !value.has(name))
                .forEach(name -> flaws.add("%s.%s is missing".formatted(place, name)));
    }

    private static boolean isOfType(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }
}
