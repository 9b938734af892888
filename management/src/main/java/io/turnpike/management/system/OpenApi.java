package io.turnpike.management.system;

import io.turnpike.access.Permission;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `/openapi.json`: the routes as OpenAPI 3.1 describes them.
public final class OpenApi {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final Pattern WORD = Pattern.compile("[{/:.-]+([a-zA-Z])");

    private final Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    private final Map<String, Object> schemas = new TreeMap<>();
    private final Map<String, Object> document = new LinkedHashMap<>();

    /// @param routes those that are described, without the one that this makes
    public OpenApi(List<Route> routes) {
        routes.forEach(this::add);
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Turnpike management API", "version", "v1"));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        schemas,
                        "securitySchemes",
                        Map.of(
                                "basic", Map.of("type", "http", "scheme", "basic"),
                                "bearer", Map.of("type", "http", "scheme", "bearer"))));
    }

    public Route route() {
        return new Route("GET", "/openapi.json", Permission.NONE, _ -> Reply.json(200, document))
                .describedAs(new Description("Describes this API", "", ""));
    }

    private void add(Route route) {
        paths.computeIfAbsent(route.template(), _ -> new LinkedHashMap<>())
                .put(route.method().toLowerCase(Locale.ROOT), operation(route));
    }

    private Map<String, Object> operation(Route route) {
        Description description = route.description();
        var operation = new LinkedHashMap<String, Object>();
        operation.put("summary", description.summary());
        operation.put("operationId", id(route));
        operation.put("x-permission", route.permission().name());
        operation.put("security", security(route.permission()));
        operation.put("parameters", parameters(route.template()));
        if (!description.request().isEmpty()) {
            operation.put("requestBody", Map.of("content", content(description.request())));
        }
        operation.put("responses", responses(description));
        return operation;
    }

    private Map<String, Object> responses(Description description) {
        var success = new LinkedHashMap<String, Object>();
        success.put("description", "Done");
        if (!description.reply().isEmpty()) {
            success.put("content", content(description.reply()));
        }
        return Map.of("2XX", success, "default", Map.of("description", "Refused", "content", content("Error")));
    }

    private Map<String, Object> content(String schema) {
        schemas.putIfAbsent(schema, Map.of("title", schema));
        return Map.of("application/json", Map.of("schema", Map.of("$ref", "#/components/schemas/" + schema)));
    }

    private static List<Object> security(Permission permission) {
        return permission == Permission.NONE
                ? List.of()
                : List.of(Map.of("basic", List.of()), Map.of("bearer", List.of()));
    }

    private static List<Object> parameters(String template) {
        var parameters = new ArrayList<>();
        Matcher names = PARAMETER.matcher(template);
        while (names.find()) {
            parameters.add(
                    Map.of("name", names.group(1), "in", "path", "required", true, "schema", Map.of("type", "string")));
        }
        return parameters;
    }

    /// Unique, as method and template are: `getV1OrganizationsOrgApiproducts`.
    private static String id(Route route) {
        String path = WORD.matcher(route.template().replace("}", ""))
                .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
        return route.method().toLowerCase(Locale.ROOT) + path;
    }
}
