package io.turnpike.management.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import io.turnpike.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("management-api 1.3: what is written as XML is read as the same tree")
class XmlRoundTripTest {
    private static final String CHARACTERS = "aZ09 -_.#$%&<>\"'/*{}[]\n\täß✓\ud83d\ude00";

    private final long seed = Chance.seed();
    private final Random random = new Random(seed);

    @Test
    void comesBackWhateverItHolds() {
        for (int round = 0; round < 500; round++) {
            for (var sample : Map.of(
                            "ApiProduct", product(),
                            "Developer", developer(),
                            "App", app(),
                            "Attributes", Map.of("attribute", atLeastOne(this::attribute)),
                            "Organization", Map.of("properties", Map.of("property", atLeastOne(this::attribute))))
                    .entrySet()) {
                JsonNode tree = Json.read(Json.write(sample.getValue()));

                byte[] xml = XmlWriter.write(tree, sample.getKey());

                assertThat(XmlReader.read(xml, Set.of(sample.getKey())))
                        .as("seed %d: %s", seed, new String(xml, UTF_8))
                        .isEqualTo(tree);
            }
        }
    }

    @Test
    void writesWrappersItemsAndRows() {
        var tree = Json.read("""
                {"name":"a<b","units":7,"active":true,"scopes":["r","w"],"proxies":[],
                 "attribute":[{"name":"n","value":"\\r\\u0001"}],"server":[]}""".getBytes(UTF_8));

        assertThat(new String(XmlWriter.write(tree, "Thing"), UTF_8)).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <Thing><Name>a&lt;b</Name><Units>7</Units><Active>true</Active>\
                <Scopes><Scope>r</Scope><Scope>w</Scope></Scopes><Proxies/>\
                <Attribute><Name>n</Name><Value>&#13;\ufffd</Value></Attribute></Thing>
                """);
        assertThat(new String(XmlWriter.write(Json.read("[\"a\",[1]]".getBytes(UTF_8)), "Names"), UTF_8))
                .endsWith("<Names><Name>a</Name><Name><Item>1</Item></Name></Names>\n");
    }

    private Map<String, Object> product() {
        var product = new LinkedHashMap<String, Object>();
        product.put("name", text());
        product.put("displayName", text());
        product.put("attributes", any(this::attribute));
        for (String list : List.of("apiResources", "environments", "proxies", "scopes")) {
            product.put(list, any(this::text));
        }
        product.put("operationGroup", Map.of("operationConfigs", any(this::operationConfig)));
        product.put("llmOperationGroup", Map.of("operationConfigs", any(this::operationConfig)));
        return product;
    }

    private Map<String, Object> operationConfig() {
        return Map.of(
                "apiSource", text(),
                "attributes", any(this::attribute),
                "operations", any(() -> Map.of("resource", text(), "operation", text(), "methods", any(this::text))),
                "quota", Map.of("limit", text(), "interval", text(), "timeUnit", text()));
    }

    private Map<String, Object> developer() {
        return Map.of(
                "email",
                text(),
                "apps",
                any(this::text),
                "companies",
                any(this::text),
                "status",
                text(),
                "attributes",
                any(this::attribute));
    }

    private Map<String, Object> app() {
        return Map.of(
                "name",
                text(),
                "callbackUrl",
                text(),
                "attributes",
                any(this::attribute),
                "credentials",
                any(this::credential));
    }

    private Map<String, Object> credential() {
        return Map.of(
                "consumerKey", text(),
                "apiProducts", any(() -> Map.of("apiproduct", text(), "status", text())),
                "scopes", any(this::text));
    }

    private Map<String, Object> attribute() {
        return Map.of("name", text(), "value", text());
    }

    private List<Object> any(Supplier<Object> item) {
        return random.nextInt(3) == 0 ? List.of() : atLeastOne(item);
    }

    private List<Object> atLeastOne(Supplier<Object> item) {
        var list = new ArrayList<>();
        do {
            list.add(item.get());
        } while (random.nextInt(3) > 0);
        return list;
    }

    /// Space around it would be trimmed.
    private String text() {
        var text = new StringBuilder();
        int[] points = CHARACTERS.codePoints().toArray();
        for (int length = random.nextInt(8); length >= 0; length--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString().strip();
    }
}
