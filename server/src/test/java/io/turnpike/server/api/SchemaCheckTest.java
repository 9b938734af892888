package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {
    private final SchemaCheck schemas = new SchemaCheck(json("""
            {"components":{"schemas":{
              "Thing":{"type":"object","required":["name"],"properties":{
                "name":{"type":"string","pattern":"[a-z]+"},
                "size":{"$ref":"#/components/schemas/Size"},
                "secret":{"type":"string","writeOnly":true},
                "colour":{"type":"string","enum":["red"]},
                "parts":{"type":"array","items":{"$ref":"#/components/schemas/Thing"}},
                "free":{"type":"object","additionalProperties":true},
                "owner":{"oneOf":[{"type":"string"},{"type":"object","properties":{"id":{"type":"integer"}}}]}}},
              "Size":{"type":["string","integer"]}}}}"""));

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"a\",\"size\":1,\"parts\":[{\"name\":\"b\",\"size\":\"1\"}],\"free\":{\"x\":[]},\"owner\":\"o\"} | ``",
                "{\"name\":\"a\",\"owner\":{\"id\":1}} | ``",
                "{} | Thing.name is missing",
                "[] | Thing is no \"object\"",
                "{\"name\":1} | Thing.name is no \"string\"",
                "{\"name\":\"A\"} | Thing.name does not match its pattern",
                "{\"name\":\"a\",\"size\":true} | Thing.size is no [\"string\",\"integer\"]",
                "{\"name\":\"a\",\"colour\":\"blue\"} | Thing.colour is none of [\"red\"]",
                "{\"name\":\"a\",\"weight\":1} | Thing.weight is not in the schema",
                "{\"name\":\"a\",\"secret\":\"s\"} | Thing.secret is answered, though it is only written",
                "{\"name\":\"a\",\"parts\":[{}]} | Thing.parts[].name is missing",
                "{\"name\":\"a\",\"owner\":{\"id\":\"1\"}} | Thing.owner.id is no \"integer\"",
            })
    void findsWhatTheSchemaDoesNotSay(String value, String flaw) {
        assertThat(String.join("; ", schemas.flaws(json(value), "Thing"))).isEqualTo(flaw);
    }
}
