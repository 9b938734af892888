package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// Input that nobody should send: each is refused by field and rule, and leaves nothing behind.
class BadInputApiTest {
    private static final String EDGE = "/edge/v1/organizations/default/";
    private static final String KEYS = "keymanagement.service.";

    private static ApiServer api;

    @BeforeAll
    static void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("2.3: products")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json | rest.interceptor.malformed_request | the body must be valid JSON (line 1, column 1)",
                "[] | rest.interceptor.malformed_request | the body must be a JSON object",
                "{} {} | rest.interceptor.malformed_request | the body must be one JSON value with nothing behind it",
                "{\"displayName\":\"d\"} | apiproduct_name_invalid | Invalid ApiProduct Name: name must be",
                "{\"name\":\"a/b\",\"displayName\":\"d\"} | apiproduct_name_invalid | Invalid ApiProduct Name: name must be",
                "{\"name\":\" a\",\"displayName\":\"d\"} | apiproduct_name_invalid | Invalid ApiProduct Name: name must be",
                "{\"name\":\"p\"} | apiproduct_invalid_displayname | Invalid ApiProduct Name: displayName must have 1 to 255 characters",
                "{\"name\":7,\"displayName\":\"d\"} | apiproduct_name_invalid | Invalid ApiProduct Name: name must be a string",
                "{\"name\":\"p\",\"displayName\":\"d\",\"approvalType\":\"maybe\"} | apiproduct_invalid_approvaltype | approvalType must be one of auto, manual",
                "{\"name\":\"p\",\"displayName\":\"d\",\"environments\":[\"moon\"]} | apiproduct_invalid_environment | environments must exist in the organization, and moon does not",
                "{\"name\":\"p\",\"displayName\":\"d\",\"proxies\":[\"moon\"]} | apiproduct_invalid_proxy | proxies must exist in the organization, and moon does not",
                "{\"name\":\"p\",\"displayName\":\"d\",\"proxies\":{\"a\":1}} | apiproduct_invalid_proxy | proxies must be a list",
                "{\"name\":\"p\",\"displayName\":\"d\",\"scopes\":[1]} | apiproduct_invalid_field | scopes must be a list of strings",
                "{\"name\":\"p\",\"displayName\":\"d\",\"quota\":\"10\"} | apiproduct_invalid_quota | quota must be given together with quotaInterval and quotaTimeUnit",
                "{\"name\":\"p\",\"displayName\":\"d\",\"quota\":\"ten\",\"quotaInterval\":1,\"quotaTimeUnit\":\"day\"} | apiproduct_invalid_quota | quota must be an integer",
                "{\"name\":\"p\",\"displayName\":\"d\",\"quota\":1.5,\"quotaInterval\":1,\"quotaTimeUnit\":\"day\"} | apiproduct_invalid_quota | quota must be an integer",
                "{\"name\":\"p\",\"displayName\":\"d\",\"quota\":-1,\"quotaInterval\":1,\"quotaTimeUnit\":\"day\"} | apiproduct_invalid_quota | quota must not be negative",
                "{\"name\":\"p\",\"displayName\":\"d\",\"quota\":1,\"quotaInterval\":0,\"quotaTimeUnit\":\"day\"} | apiproduct_invalid_quota | quotaInterval must be from 1 to 2147483647",
                "{\"name\":\"p\",\"displayName\":\"d\",\"quota\":1,\"quotaInterval\":1,\"quotaTimeUnit\":\"eon\"} | apiproduct_invalid_quota | quotaTimeUnit must be one of second, minute, hour, day, week, month",
                "{\"name\":\"p\",\"displayName\":\"d\",\"apiResources\":[\"/a*b\"]} | apiproduct_invalid_operationgroup | resource must hold * and ** as whole segments only",
                "{\"name\":\"p\",\"displayName\":\"d\",\"apiResources\":[\"/\"],\"operationGroup\":{}} | apiproduct_invalid_operationgroup | apiResources must be empty beside an operation group",
                "{\"name\":\"p\",\"displayName\":\"d\",\"operationGroup\":[]} | apiproduct_invalid_field | operationGroup must be an object",
                "{\"name\":\"p\",\"displayName\":\"d\",\"operationGroup\":{\"operationConfigs\":[{\"apiSource\":\"a\",\"operations\":[{}]}]}} | apiproduct_invalid_operationgroup | operationGroup.operationConfigs[0].operations[0].resource must not be empty",
                "{\"name\":\"p\",\"displayName\":\"d\",\"operationGroup\":{\"operationConfigs\":[{\"apiSource\":\"a\",\"operations\":[{\"resource\":\"/a\"},{\"resource\":\"/b\"}]}]}} | apiproduct_invalid_operationgroup | operations must hold exactly one operation in each configuration",
                "{\"name\":\"p\",\"displayName\":\"d\",\"operationGroup\":{\"operationConfigs\":[{\"apiSource\":\"a\",\"quota\":{\"limit\":\"1\"}}]}} | apiproduct_invalid_quota | operationGroup.operationConfigs[0].quota.limit must be given together with interval and timeUnit",
                "{\"name\":\"p\",\"displayName\":\"d\",\"graphqlOperationGroup\":{\"operationConfigs\":[{\"apiSource\":\"a\",\"operations\":[{\"operationTypes\":[\"subscription\"]}]}]}} | apiproduct_invalid_operationgroup | operationTypes must be query or mutation",
                "{\"name\":\"p\",\"displayName\":\"d\",\"attributes\":[{\"name\":\"turnpike.colour\",\"value\":\"red\"}]} | organizations.keymanagement.InvalidAttribute | turnpike.colour is not known here",
                "{\"name\":\"p\",\"displayName\":\"d\",\"attributes\":[{\"name\":\"turnpike.limit.day\",\"value\":\"-1\"}]} | organizations.keymanagement.InvalidAttribute | turnpike.limit.day must be an integer that is not negative",
                "{\"name\":\"p\",\"displayName\":\"d\",\"attributes\":[{\"name\":\"turnpike.limit.burst\",\"value\":\"5\"}]} | organizations.keymanagement.InvalidAttribute | turnpike.limit.burst must come with turnpike.limit.rps",
                "{\"name\":\"p\",\"displayName\":\"d\",\"attributes\":[{\"name\":\"turnpike.quota.type\",\"value\":\"calendar\"}]} | organizations.keymanagement.InvalidAttribute | turnpike.quota.type must come with turnpike.quota.startTime to be calendar",
                "{\"name\":\"p\",\"displayName\":\"d\",\"attributes\":[{\"name\":\"developer.quota.limit\",\"value\":\"many\"}]} | organizations.keymanagement.InvalidAttribute | developer.quota.limit must be an integer that is not negative",
                "{\"name\":\"p\",\"displayName\":\"d\",\"attributes\":[{\"value\":\"v\"}]} | organizations.keymanagement.InvalidAttribute | attributes.name must not be empty",
            })
    void refusesProducts(String body, String code, String message) {
        refuses(EDGE + "apiproducts", body, code.startsWith("apiproduct") ? KEYS + code : code, message);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("2.3: developers")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"firstName\":\"f\",\"lastName\":\"l\"} | developer.service.InvalidDeveloperEmail | email must be an e-mail address",
                "{\"email\":\"nobody\",\"firstName\":\"f\",\"lastName\":\"l\"} | developer.service.InvalidDeveloperEmail | email must be an e-mail address",
                "{\"email\":\"a@b.org\",\"lastName\":\"l\"} | developer.service.MissingField | firstName must not be empty",
                "{\"email\":\"a@b.org\",\"firstName\":\"f\"} | developer.service.MissingField | lastName must not be empty",
                "{\"email\":\"a@b.org\",\"email\":\"c@d.org\"} | rest.interceptor.malformed_request | the body must not hold a member twice",
            })
    void refusesDevelopers(String body, String code, String message) {
        refuses(EDGE + "developers", body, code, message);
    }

    @Test
    @DisplayName("1.6: 18 attributes, those of operations included; ours are not counted; name and value 2,048 bytes")
    void refusesTooManyAndTooLargeAttributes() {
        String product = "{\"name\":\"many\",\"displayName\":\"d\",\"attributes\":[%s]}";

        refuses(
                EDGE + "apiproducts",
                product.formatted(attributes(19)),
                "organizations.keymanagement.AttributesLimitExceeded",
                "attributes must be at most 18");
        refuses(
                EDGE + "apiproducts",
                product.formatted("{\"name\":\"n\",\"value\":\"" + "v".repeat(2048) + "\"}"),
                "organizations.keymanagement.InvalidAttribute",
                "attributes must be at most 2048 bytes, name and value together");
        var accepted = api.post(
                EDGE + "apiproducts",
                product.formatted(attributes(18) + ",{\"name\":\"turnpike.limit.day\",\"value\":\"5\"}"));
        assertThat(accepted.status()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @DisplayName("texts without a bound of their own have at most 4,096 characters, in both dialects")
    @CsvSource(
            delimiter = '|',
            value = {
                "apiproducts | description | keymanagement.service.apiproduct_invalid_field",
                "developers | firstName | developer.service.MissingField",
                "developers | userName | developer.service.MissingField",
                "appgroups | channelUri | messaging.config.beans.InvalidAppGroup",
                "appgroups | displayName | messaging.config.beans.InvalidAppGroup",
                "envgroups | displayName | messaging.config.beans.InvalidEnvironmentGroup",
                "environments | description | messaging.config.beans.InvalidEnvironment",
            })
    void refusesLongTexts(String place, String field, String code) {
        String body = "{\"name\":\"n\",\"displayName\":\"d\",\"hostnames\":[\"h.example\"],\"email\":\"a@b.org\","
                + "\"firstName\":\"f\",\"lastName\":\"l\"}";
        String sent = ((ObjectNode) json(body)).put(field, "x".repeat(4_097)).toString();
        long revision = api.revision();

        api.post(EDGE + place, sent).mustRefuse(400, code, field + " must have at most 4096 characters");
        api.post(place, sent)
                .mustRefuseAsX(400, "INVALID_ARGUMENT", code, field + " must have at most 4096 characters");
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("1.3, ruling 4: a body of a type that is not for JSON is 415")
    void refusesOtherMediaTypes() {
        var html = api.post(EDGE + "apiproducts", "<ApiProduct/>", "Content-Type", "text/html");
        html.mustRefuse(
                415, "rest.interceptor.unsupported_media_type", "The body must be application/json, not text/html");
        assertThat(api.post("apiproducts", "a=b", "Content-Type", "text/plain").status())
                .isEqualTo(415);
        var text = api.post("apiproducts", "{\"name\":\"t\",\"displayName\":\"d\"}", "Content-Type", "text/plain");
        assertThat(text.status()).isEqualTo(415);
        assertThat(api.get("apiproducts/t").status()).isEqualTo(404);
        var octets = api.post(
                "apiproducts", "{\"name\":\"o\",\"displayName\":\"d\"}", "Content-Type", "application/octet-stream");
        assertThat(octets.status()).isEqualTo(201);
    }

    @Test
    @DisplayName("2.1, 2.3: the whole body of a refusal in X")
    void answersRefusalsInX() {
        var refused = api.post("apiproducts", "{\"name\":\"p\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/json");
        assertThat(refused.jsonWithoutIds()).isEqualTo(json("""
                {"error":{"code":400,"status":"INVALID_ARGUMENT",
                 "message":"Invalid ApiProduct Name: displayName must have 1 to 255 characters",
                 "details":[{"@type":"type.googleapis.com/google.rpc.PreconditionFailure","violations":[
                   {"type":"keymanagement.service.apiproduct_invalid_displayname","subject":"turnpike:<id>",
                    "description":"Invalid ApiProduct Name: displayName must have 1 to 255 characters"}]},
                  {"@type":"type.googleapis.com/google.rpc.RequestInfo","requestId":"<id>"}]}}"""));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("1.7, ruling 11: a count that is no number or negative; a larger one is lowered")
    @CsvSource({"count=ten, 400", "count=-1, 400", "count=1.5, 400", "count=99999999999, 200", "count=, 200"})
    void checksPageSizes(String query, int status) {
        assertThat(api.get("apiproducts?" + query).status()).isEqualTo(status);
    }

    @Test
    @DisplayName("1.9: a name in the body that is not the one in the path")
    void refusesAnotherNameThanThePaths() {
        api.post("apiproducts", "{\"name\":\"fixed\",\"displayName\":\"d\"}");
        long revision = api.revision();

        var refused = api.put(EDGE + "apiproducts/fixed", "{\"name\":\"other\",\"displayName\":\"d\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json()).isEqualTo(json("""
                {"code":"rest.interceptor.name_mismatch",
                 "message":"name in the URL does not match the payload","contexts":[]}"""));
        assertThat(api.put("apiproducts/fixed/attributes", "{}").status()).isEqualTo(405);
        assertThat(api.post(EDGE + "apiproducts/fixed/attributes/a", "{\"name\":\"b\",\"value\":\"1\"}")
                        .status())
                .isEqualTo(400);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    void boundsTheListsOfAProduct() {
        String resources = IntStream.rangeClosed(0, 1_000)
                .mapToObj(index -> "\"/r%d\"".formatted(index))
                .collect(Collectors.joining(","));

        refuses(
                "/edge/v1/organizations/default/apiproducts",
                "{\"name\":\"p\",\"displayName\":\"d\",\"apiResources\":[%s]}".formatted(resources),
                "keymanagement.service.apiproduct_invalid_field",
                "apiResources must hold at most 1000");
    }

    private static void refuses(String path, String body, String code, String message) {
        long revision = api.revision();

        var refused = api.post(path, body);

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().get("code").asString()).isEqualTo(code);
        assertThat(refused.json().get("message").asString()).startsWith(message);
        assertThat(refused.json().get("contexts")).isEqualTo(json("[]"));
        assertThat(refused.json().size()).isEqualTo(3);
        assertThat(api.revision()).as("nothing is written").isEqualTo(revision);
    }

    private static String attributes(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> "{\"name\":\"n%d\",\"value\":\"v\"}".formatted(index))
                .collect(Collectors.joining(","));
    }
}
