package io.turnpike.gateway.graphql;

import static io.turnpike.decision.GraphQl.Type.MUTATION;
import static io.turnpike.decision.GraphQl.Type.PERSISTED;
import static io.turnpike.decision.GraphQl.Type.QUERY;
import static io.turnpike.decision.GraphQl.Type.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.GraphQl;
import io.turnpike.decision.GraphQl.Flaw;
import io.turnpike.decision.GraphQl.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphQlReaderTest {
    private static final String JSON = "application/json";

    @Test
    @DisplayName("G2 to G4: the operation that a POST selects")
    void readsJson() {
        assertThat(json("{\"query\":\"query getUser { user { id } }\"}")).isEqualTo(one(QUERY, "getUser"));
        assertThat(json("{\"query\":\"{ user { id } }\"}")).isEqualTo(one(QUERY, ""));
        assertThat(json("{\"query\":\"mutation m { x }\",\"operationName\":null,\"variables\":{\"a\":[1]}}"))
                .isEqualTo(one(MUTATION, "m"));
        assertThat(json("{\"query\":\"subscription s { x }\"}")).isEqualTo(one(SUBSCRIPTION, "s"));
        assertThat(json("{\"query\":\"query a { ...f } query b { x } fragment f on Q { y }\",\"operationName\":\"b\"}"))
                .isEqualTo(one(QUERY, "b"));
        assertThat(json("{\"query\":\"# query evil { x }\\nmutation m { x }\"}"))
                .isEqualTo(one(MUTATION, "m"));
    }

    @Test
    @DisplayName("G2: a body of application/graphql is the document")
    void readsDocuments() {
        assertThat(post("application/graphql", null, "query getUser { id }")).isEqualTo(one(QUERY, "getUser"));
        assertThat(post("Application/GraphQL; charset=utf-8", "operationName=b", "query a { x } mutation b { x }"))
                .isEqualTo(one(MUTATION, "b"));
        assertThat(post("application/graphql", null, "{\"query\":\"{ x }\"}")).isEqualTo(Flaw.INVALID_REQUEST);
    }

    @Test
    @DisplayName("G2, G9: a GET has its document in the query, and changes nothing")
    void readsQueries() {
        assertThat(get("query=query+getUser%7Bid%7D")).isEqualTo(one(QUERY, "getUser"));
        assertThat(get("a=b&query={x}&variables={}")).isEqualTo(one(QUERY, ""));
        assertThat(get("query=query+a{x}+query+b{x}&operationName=b")).isEqualTo(one(QUERY, "b"));
        assertThat(get("query=mutation+m{x}")).isEqualTo(Flaw.MUTATION_OVER_GET);
        assertThat(get("query=query+a{x}+mutation+b{x}&operationName=b")).isEqualTo(Flaw.MUTATION_OVER_GET);
        assertThat(get(null)).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(get("query=")).isEqualTo(Flaw.INVALID_REQUEST);
    }

    @Test
    @DisplayName("G10: a persisted query has a hash instead of a document")
    void readsPersistedQueries() {
        String extensions = "{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"ab\"}}";

        assertThat(json("{\"extensions\":" + extensions + "}")).isEqualTo(one(PERSISTED, ""));
        assertThat(json("{\"query\":\"{ x }\",\"extensions\":" + extensions + "}"))
                .isEqualTo(one(QUERY, ""));
        assertThat(get("extensions=" + extensions.replace("\"", "%22"))).isEqualTo(one(PERSISTED, ""));
        assertThat(json("{\"extensions\":{}}")).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(get("extensions=%5B")).isEqualTo(Flaw.INVALID_REQUEST);
    }

    @Test
    @DisplayName("G8: a batch holds 1 to 20 requests")
    void readsBatches() {
        assertThat(json("[{\"query\":\"query a { x }\"},{\"query\":\"mutation b { x }\"}]"))
                .isEqualTo(new GraphQl.Operations(List.of(new Operation(QUERY, "a"), new Operation(MUTATION, "b"))));
        assertThat(((GraphQl.Operations) json(batch(20))).list()).hasSize(20);
        assertThat(json(batch(21))).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(json("[]")).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(json("[[{\"query\":\"{ x }\"}]]")).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(json("[{\"query\":\"{ x }\"},1]")).isEqualTo(Flaw.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "null",
                "1",
                "{",
                "{}",
                "{\"query\":1}",
                "{\"query\":null}",
                "{\"query\":\"\"}",
                "{\"query\":\"{\"}",
                "{\"query\":\"query a { x } query b { x }\"}",
                "{\"query\":\"query a { x }\",\"operationName\":\"b\"}",
                "{\"query\":\"query a { x }\",\"operationName\":7}",
                "{\"query\":\"query a { x } query a { y }\",\"operationName\":\"a\"}",
                "{\"query\":\"{ x } { y }\"}",
                "{\"query\":\"{ x } query a { y }\",\"operationName\":\"a\"}",
                "{\"query\":\"fragment f on Q { x }\"}",
                "{\"query\":\"type T { x: Int } query a { x }\"}",
                "{\"query\":\"query a { x }\",\"query\":\"mutation b { x }\"}",
                "{\"query\":\"{ x }\"} {\"query\":\"{ x }\"}",
                "\ufeff\ufeff{\"query\":\"{ x }\"}"
            })
    @DisplayName("G2, G3: what no two readers would read alike is no request")
    void refuses(String body) {
        assertThat(json(body)).isEqualTo(Flaw.INVALID_REQUEST);
    }

    @Test
    @DisplayName("a POST whose query holds a document too would be read differently by some targets")
    void refusesASecondDocumentInTheQuery() {
        String body = "{\"query\":\"query a { x }\",\"operationName\":\"a\"}";

        assertThat(post(JSON, "query=mutation+m{x}", body)).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(post(JSON, "%71uery=mutation+m{x}", body)).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(post(JSON, "extensions={}", body)).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(post(JSON, "operationName=b", body)).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(post(JSON, "operationName=a", body)).isEqualTo(one(QUERY, "a"));
        assertThat(get("query={x}&query=mutation+m{x}")).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(GraphQlReader.read("GET", JSON, "query={x}", utf8(body))).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(GraphQlReader.read("PUT", JSON, null, utf8(body))).isEqualTo(Flaw.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON;charset=\"UTF-8\"",
                "application/octet-stream",
                "application/x-www-form-urlencoded",
                ""
            })
    @DisplayName("ruling 4: types whose bodies are read as JSON")
    void readsTypes(String type) {
        assertThat(post(type.isEmpty() ? null : type, null, " {\"query\":\"{ x }\"}"))
                .isEqualTo(one(QUERY, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=x", "application/json; charset=utf-16"})
    @DisplayName("ruling 4: any other type holds no GraphQL")
    void refusesTypes(String type) {
        assertThat(post(type, null, "{\"query\":\"{ x }\"}")).isEqualTo(Flaw.UNSUPPORTED_TYPE);
    }

    @Test
    @DisplayName("G12: 20 levels and 10,000 tokens, and no more")
    void boundsDocuments() {
        assertThat(json(document(levels(20)))).isEqualTo(one(QUERY, ""));
        assertThat(json(document(levels(21)))).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(json(document("{" + "a ".repeat(9_998) + "}"))).isEqualTo(one(QUERY, ""));
        assertThat(json(document("{" + "a ".repeat(9_999) + "}"))).isEqualTo(Flaw.INVALID_REQUEST);
    }

    @Test
    @DisplayName("G12: those of a batch have 20,000 tokens in all")
    void boundsBatches() {
        String longest = document("{" + "a ".repeat(9_998) + "}");
        String shortest = document("{a}");

        assertThat(json("[" + longest + "," + longest + "]")).isInstanceOf(GraphQl.Operations.class);
        assertThat(json("[" + longest + "," + longest + "," + shortest + "]")).isEqualTo(Flaw.INVALID_REQUEST);
    }

    @Test
    @DisplayName("G12: 20 blanks or commas for each of these tokens, since each takes many times its size")
    void boundsBlanks() {
        assertThat(json(document("{a" + ", ".repeat(100_000) + "}"))).isEqualTo(one(QUERY, ""));
        assertThat(json(document("{a " + ", ".repeat(100_000) + "}"))).isEqualTo(Flaw.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{a:[", "{a(b:", "{a(b:[", "{a@d(b:{c:"})
    @DisplayName("bombs of depth end in a refusal, not in a stack that is used up")
    void survivesDepth(String opening) {
        assertThat(json(opening.repeat(100_000))).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(json(document(opening.repeat(50_000)))).isEqualTo(Flaw.INVALID_REQUEST);
        assertThat(json(document("{a(b:" + "[".repeat(3_000) + "]".repeat(3_000) + ")}")))
                .isEqualTo(Flaw.INVALID_REQUEST);
    }

    private static String levels(int levels) {
        return "{a".repeat(levels) + "}".repeat(levels);
    }

    private static String batch(int size) {
        return IntStream.range(0, size).mapToObj(_ -> document("{ x }")).collect(Collectors.joining(",", "[", "]"));
    }

    private static String document(String text) {
        return "{\"query\":\"" + text.replace("\"", "\\\"") + "\"}";
    }

    private static GraphQl one(GraphQl.Type type, String name) {
        return new GraphQl.Operations(Collections.singletonList(new Operation(type, name)));
    }

    private static GraphQl json(String body) {
        return post(JSON, null, body);
    }

    private static GraphQl post(String type, String query, String body) {
        return GraphQlReader.read("POST", type, query, utf8(body));
    }

    private static GraphQl get(String query) {
        return GraphQlReader.read("GET", null, query, new byte[0]);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
