package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.turnpike.access.Permission;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("issue: /openapi.json describes all of it and is valid")
class OpenApiTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private static ApiServer api;
    private static Answer answer;
    private static JsonNode document;

    @BeforeAll
    static void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
        answer = api.get("/openapi.json", "Authorization", "");
        document = answer.json();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void isValidToSwaggersParser() {
        var options = new ParseOptions();
        options.setResolve(true);

        var parsed = new OpenAPIV3Parser().readContents(answer.body(), null, options);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(parsed.getOpenAPI().getPaths()).hasSameSizeAs(document.get("paths"));
        assertThat(parsed.getOpenAPI().getComponents().getSchemas()).hasSameSizeAs(document.at("/components/schemas"));
    }

    @Test
    void tellsEverythingOfEachOperation() {
        var permissions = Arrays.stream(Permission.values()).map(Enum::name).toList();
        operations().forEach(operation -> {
            var described = operation.node();
            assertThat(described.get("summary").asString())
                    .as(operation.place())
                    .isNotEmpty();
            assertThat(described.get("tags")).as(operation.place()).hasSize(1);
            assertThat(described.get("x-turnpike-permission").asString()).isIn(permissions);
            assertThat(described.get("security").isEmpty())
                    .as(operation.place())
                    .isEqualTo(described.get("x-turnpike-permission").asString().equals("NONE"));
            described.get("parameters").forEach(parameter -> {
                assertThat(parameter.path("description").asString(""))
                        .as("%s: %s", operation.place(), parameter.get("name"))
                        .isNotEmpty();
                assertThat(parameter.has("schema")).isTrue();
            });
            assertThat(described.get("responses").properties())
                    .as(operation.place())
                    .anyMatch(response -> response.getKey().startsWith("2"))
                    .anyMatch(response -> response.getKey().equals("default"));
        });
    }

    @Test
    void declaresTheParametersOfEachPath() {
        operations().forEach(operation -> {
            var names = PARAMETER.matcher(operation.path()).results().map(found -> found.group(1));
            var declared = operation
                    .node()
                    .get("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.get("in").asString().equals("path"))
                    .map(parameter -> parameter.get("name").asString());
            assertThat(declared).as(operation.place()).containsExactlyElementsOf(names.toList());
        });
    }

    @Test
    @DisplayName("operation ids are unique, and follow from method and path alone")
    void namesOperations() {
        var ids = operations()
                .map(operation -> operation.node().get("operationId").asString())
                .toList();

        assertThat(ids)
                .doesNotHaveDuplicates()
                .contains(
                        "getOrganizations",
                        "getOrganizationsOrg",
                        "postApiproducts",
                        "getDevelopersDeveloperAppsAppKeysKey",
                        "getV1Nodes",
                        "getOpenapiJson")
                .allMatch(id -> id.matches("[a-z]+[A-Za-z0-9]+"));
    }

    @Test
    void namesNoSchemaThatDoesNotExistAndHasNoneThatIsNotUsed() {
        var schemas = document.at("/components/schemas");
        var used = new TreeSet<String>();
        references(document.get("paths"), used);
        references(document.at("/components/responses"), used);

        Set<String> before;
        do {
            before = Set.copyOf(used);
            before.forEach(name -> references(schemas.path(name), used));
        } while (used.size() > before.size());

        assertThat(schemas.propertyNames()).containsExactlyInAnyOrderElementsOf(used);
        assertThat(schemas.properties()).allMatch(schema -> schema.getValue().size() > 0);
    }

    @Test
    void showsExamplesThatFit() {
        var schemas = new SchemaCheck(document);
        var shown = new ArrayList<String>();
        for (var schema : document.at("/components/schemas").properties()) {
            schema.getValue().path("examples").forEach(example -> {
                shown.add(schema.getKey());
                assertThat(schemas.flaws(example, schema.getKey()))
                        .filteredOn(flaw -> !flaw.endsWith("though it is only written") && !flaw.endsWith("is missing"))
                        .as(schema.getKey())
                        .isEmpty();
            });
        }
        assertThat(shown).contains("ApiProduct", "Developer", "App", "Key", "Attributes", "ProxySettings");
    }

    @Test
    @DisplayName("bodies by media type, refusals in both dialects, the revision of a write")
    void describesBodies() {
        var create = document.at("/paths/~1v1~1organizations~1{org}~1apiproducts/post");

        assertThat(create.at("/requestBody/content").propertyNames())
                .containsExactlyInAnyOrder("application/json", "application/xml");
        assertThat(create.at("/responses/201/content/application~1xml/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/ApiProduct");
        assertThat(create.at("/responses/201/headers").propertyNames()).containsExactly("Turnpike-Revision");
        assertThat(create.at("/responses/409/$ref").asString()).isEqualTo("#/components/responses/CONFLICT");
        assertThat(document.at("/components/responses/CONFLICT/content").propertyNames())
                .containsExactlyInAnyOrder("application/json", "application/xml");
        assertThat(document.at("/components/schemas/Error/oneOf")).hasSize(2);
        assertThat(document.at("/components/schemas/ApiProduct/properties/apiResources/xml"))
                .isEqualTo(ApiServer.json("{\"name\":\"ApiResources\",\"wrapped\":true}"));
        assertThat(document.at("/paths/~1metrics/get/responses/200/content").propertyNames())
                .containsExactly("text/plain");
    }

    @Test
    void isSentOnce() {
        assertThat(api.get("/openapi.json", "If-None-Match", "\"x\", " + answer.header("ETag"))
                        .mustBe(304)
                        .body())
                .isEmpty();
        assertThat(api.get("/openapi.json", "If-None-Match", "\"x\"").status()).isEqualTo(200);
    }

    private static Stream<Operation> operations() {
        return document.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> new Operation(method.getKey(), path.getKey(), method.getValue())));
    }

    private static void references(JsonNode node, Set<String> names) {
        if (node.has("$ref") && node.get("$ref").isString()) {
            List<String> steps = List.of(node.get("$ref").stringValue().split("/"));
            if (steps.contains("schemas")) {
                names.add(steps.getLast());
            }
        }
        node.forEach(each -> references(each, names));
    }

    private record Operation(String method, String path, JsonNode node) {
        String place() {
            return method + " " + path;
        }
    }
}
