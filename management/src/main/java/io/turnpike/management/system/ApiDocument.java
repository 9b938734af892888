package io.turnpike.management.system;

import io.turnpike.http.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Routes as OpenAPI 3.1 describes them. What their schemas and parameters mean stands in files beside the features,
/// see `ApiPart`.
final class ApiDocument {
    private static final String ABOUT = """
            The management API of Turnpike. It speaks two dialects of one API: Apigee X and Apigee Edge. Below `/x` \
            and `/edge` the dialect is fixed; elsewhere XML and HTTP Basic mean Edge, anything else X.

            Every change answers with its place in the log of changes, `Turnpike-Revision`. Entities have an `ETag`; \
            a change with `If-Match` is refused with 412 where somebody was faster.""";

    private final List<ApiPart> parts = ApiPart.all();
    private final Operations operations = new Operations(parts);
    private final Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    private final Map<String, Object> document = new LinkedHashMap<>();

    ApiDocument(List<Route> routes) {
        routes.forEach(this::add);
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Turnpike management API", "version", "v1", "description", ABOUT));
        document.put(
                "servers",
                List.of(
                        Map.of("url", "/", "description", "Dialect by the call"),
                        Map.of("url", "/x", "description", "X only"),
                        Map.of("url", "/edge", "description", "Edge only")));
        document.put("tags", tags());
        document.put("paths", paths);
        document.put("components", components());
    }

    /// As JSON has it; whole from the start.
    Map<String, Object> toMap() {
        return document;
    }

    private void add(Route route) {
        paths.computeIfAbsent(route.template(), _ -> new LinkedHashMap<>())
                .put(route.method().toLowerCase(Locale.ROOT), operations.describe(route));
    }

    private List<Object> tags() {
        var tags = new ArrayList<>();
        parts.stream()
                .filter(part -> !part.tag().isEmpty())
                .forEach(part -> tags.add(Map.of("name", part.tag(), "description", part.description())));
        return tags;
    }

    private Map<String, Object> components() {
        var components = new LinkedHashMap<String, Object>();
        components.put("schemas", schemas());
        components.put("responses", Refusals.responses());
        components.put(
                "headers",
                Map.of(
                        "Revision",
                        Map.of(
                                "description",
                                "Place of the change in the log of changes",
                                "schema",
                                Map.of("type", "string", "pattern", "^[0-9]+$"))));
        components.put(
                "securitySchemes",
                Map.of(
                        "basic", Map.of("type", "http", "scheme", "basic"),
                        "bearer", Map.of("type", "http", "scheme", "bearer")));
        return components;
    }

    private Map<String, Object> schemas() {
        var schemas = new TreeMap<String, Object>();
        for (ApiPart part : parts) {
            part.schemas().forEach((name, schema) -> {
                if (schemas.put(name, Schemas.spelledOut(name, schema)) != null) {
                    throw new IllegalStateException("two schemas are called " + name);
                }
            });
        }
        return schemas;
    }
}
