package io.turnpike.management.system;

import io.turnpike.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What one feature tells about its resources: a file of JSON beside it.
///
/// @param tag name of the feature; empty for what all features share
/// @param at its paths
/// @param under beginnings of more paths of it
/// @param path its parameters in paths, by name: `description` and `schema`
/// @param query its parameters in queries
/// @param schemas by name, as OpenAPI writes them, but for `$ref`, which holds no more than a name
record ApiPart(
        String tag,
        String description,
        List<String> at,
        List<String> under,
        Map<String, JsonNode> path,
        Map<String, JsonNode> query,
        Map<String, JsonNode> schemas) {
    /// Below the folder of this module's packages; the first is what all share.
    private static final List<String> FILES = List.of(
            "wire/api",
            "organization/api",
            "operation/api",
            "environment/api",
            "named/api",
            "oauth/api",
            "keyvalue/api",
            "space/api",
            "proxy/api",
            "proxy/deployments",
            "product/api",
            "developer/api",
            "decision/api",
            "monetization/api",
            "app/api",
            "group/api",
            "bulk/api",
            "user/api",
            "serviceaccount/api",
            "audit/api",
            "stats/api",
            "change/api",
            "system/api");

    static List<ApiPart> all() {
        return FILES.stream().map(ApiPart::read).toList();
    }

    /// The part that a path belongs to: the one with the longest beginning.
    static Optional<ApiPart> of(String template, List<ApiPart> parts) {
        return parts.stream()
                .filter(part -> part.match(template) > 0)
                .reduce((one, other) -> one.match(template) >= other.match(template) ? one : other);
    }

    private int match(String template) {
        return Stream.concat(
                        at.stream().filter(template::equals),
                        under.stream()
                                .filter(start -> template.equals(start)
                                        || template.startsWith(start + "/")
                                        || template.startsWith(start + ":")))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static ApiPart read(String file) {
        JsonNode part;
        try (var stream = ApiPart.class.getResourceAsStream("/io/turnpike/management/" + file + ".json")) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + file);
            }
            part = Json.read(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ApiPart(
                part.path("tag").asString(""),
                part.path("description").asString(""),
                texts(part.path("at")),
                texts(part.path("under")),
                members(part.path("path")),
                members(part.path("query")),
                members(part.path("schemas")));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        var members = new LinkedHashMap<String, JsonNode>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }
}
