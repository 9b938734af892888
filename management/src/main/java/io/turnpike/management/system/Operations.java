package io.turnpike.management.system;

import io.turnpike.access.Permission;
import io.turnpike.http.Description;
import io.turnpike.http.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Describes routes as operations of OpenAPI.
final class Operations {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final Pattern WORD = Pattern.compile("[{/:.-]+([a-zA-Z])");
    private static final Pattern PREFIX = Pattern.compile("^/v1/organizations/\\{org}(?=/)|^/v1(?=/organizations)");
    private static final String JSON = "application/json";

    private static final Map<String, Object> IF_MATCH = Map.of(
            "name",
            "If-Match",
            "in",
            "header",
            "description",
            "The `ETag` of what is to be changed",
            "schema",
            Map.of("type", "string"));

    private final List<ApiPart> parts;

    Operations(List<ApiPart> parts) {
        this.parts = parts;
    }

    Map<String, Object> describe(Route route) {
        Description description = route.description();
        var part = ApiPart.of(route.template(), parts);
        var operation = new LinkedHashMap<String, Object>();
        operation.put("summary", description.summary());
        operation.put("operationId", id(route));
        operation.put("tags", part.map(ApiPart::tag).stream().toList());
        if (!isVersioned(route)) {
            operation.put("servers", List.of(Map.of("url", "/")));
        }
        operation.put("x-turnpike-permission", route.permission().name());
        operation.put("security", security(route.permission()));
        operation.put("parameters", parameters(route, part));
        if (!description.request().isEmpty()) {
            operation.put(
                    "requestBody",
                    Map.of(
                            "content",
                            content(reference(description.request()), mediaTypes(description.request(), route))));
        }
        operation.put("responses", responses(route));
        return operation;
    }

    /// Unique, as method and template are: `getApiproductsProduct`.
    static String id(Route route) {
        String path = PREFIX.matcher(route.template()).replaceFirst("").replace("}", "");
        return route.method().toLowerCase(Locale.ROOT)
                + WORD.matcher(path).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }

    private static boolean isVersioned(Route route) {
        return route.template().startsWith("/v1/");
    }

    private static boolean isWrite(Route route) {
        return !route.method().equals("GET");
    }

    private static List<Object> security(Permission permission) {
        return permission == Permission.NONE
                ? List.of()
                : List.of(Map.of("basic", List.of()), Map.of("bearer", List.of()));
    }

    private List<Object> parameters(Route route, Optional<ApiPart> part) {
        var parameters = new ArrayList<>();
        var names = PARAMETER.matcher(route.template());
        while (names.find()) {
            parameters.add(parameter(names.group(1), "path", part));
        }
        route.description().query().forEach(name -> parameters.add(parameter(name, "query", part)));
        if (isWrite(route) && isVersioned(route)) {
            parameters.add(parameter("wait", "query", part));
        }
        if (route.description().guarded()) {
            parameters.add(IF_MATCH);
        }
        return parameters;
    }

    /// As its own feature tells about it, or else any other.
    private Map<String, Object> parameter(String name, String place, Optional<ApiPart> own) {
        var parameter = new LinkedHashMap<String, Object>();
        parameter.put("name", name);
        parameter.put("in", place);
        if (place.equals("path")) {
            parameter.put("required", true);
        }
        Stream.concat(own.stream(), parts.stream())
                .map(part -> place.equals("path")
                        ? part.path().get(name)
                        : part.query().get(name))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .ifPresentOrElse(
                        told -> told.properties().forEach(member -> parameter.put(member.getKey(), member.getValue())),
                        () -> parameter.put("schema", Map.of("type", "string")));
        return parameter;
    }

    private Map<String, Object> responses(Route route) {
        var responses = new LinkedHashMap<String, Object>();
        for (int status : route.description().statuses()) {
            responses.put(Integer.toString(status), success(status, route));
        }
        Refusals.of(route).forEach(refusal -> responses.put(refusal.status(), refusal.reference()));
        return responses;
    }

    private Map<String, Object> success(int status, Route route) {
        var success = new LinkedHashMap<String, Object>();
        success.put("description", status == 201 ? "Made" : status == 204 ? "Done; there is no body" : "Done");
        if (isWrite(route)) {
            success.put("headers", Map.of("Turnpike-Revision", Map.of("$ref", "#/components/headers/Revision")));
        }
        String reply = route.description().reply();
        if (status != 204 && !reply.isEmpty()) {
            success.put("content", content(answer(route.description()), mediaTypes(reply, route)));
        }
        return success;
    }

    private static Map<String, Object> answer(Description description) {
        return description.others().isEmpty()
                ? reference(description.reply())
                : Map.of(
                        "anyOf",
                        Stream.concat(Stream.of(description.reply()), description.others().stream())
                                .map(Operations::reference)
                                .toList());
    }

    private static Map<String, Object> reference(String schema) {
        return Map.of("$ref", Schemas.reference(schema));
    }

    private static Map<String, Object> content(Map<String, Object> schema, List<String> mediaTypes) {
        var content = new LinkedHashMap<String, Object>();
        mediaTypes.forEach(type -> content.put(type, Map.of("schema", schema)));
        return content;
    }

    private List<String> mediaTypes(String schema, Route route) {
        var own = parts.stream()
                .flatMap(part -> Stream.ofNullable(part.schemas().get(schema)))
                .flatMap(told -> told.path(Schemas.MEDIA_TYPES).valueStream())
                .map(JsonNode::stringValue)
                .toList();
        if (!own.isEmpty()) {
            return own;
        }
        return isVersioned(route) ? List.of(JSON, "application/xml") : List.of(JSON);
    }
}
