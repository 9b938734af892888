package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/// What the management port answered.
record Answer(HttpResponse<String> response) {
    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
        return parsed(body());
    }

    /// A member by its JSON pointer, such as `/credentials/0/consumerKey`.
    String text(String pointer) {
        return json().at(pointer).asString();
    }

    Answer mustBe(int status) {
        assertThat(status()).as(body()).isEqualTo(status);
        return this;
    }

    /// Compares the whole body; `%s` in it stand for `values`.
    Answer mustHold(String expected, Object... values) {
        assertThat(json()).isEqualTo(parsed(expected.formatted(values)));
        return this;
    }

    /// Compares the whole body with an error of Edge.
    void mustRefuse(int status, String code, String message) {
        mustBe(status).mustHold("""
                {"code":"%s","message":"%s","contexts":[]}""", code, message);
    }

    /// Compares the whole body with an error of X; only the number of the request is its own.
    void mustRefuseAsX(int status, String googleStatus, String code, String message) {
        String request = text("/error/details/1/requestId");
        assertThat(request).matches("[0-9]+");
        mustBe(status).mustHold("""
                {"error":{"code":%1$d,"message":"%4$s","status":"%2$s","details":[
                  {"@type":"type.googleapis.com/google.rpc.PreconditionFailure","violations":[
                    {"type":"%3$s","subject":"turnpike:%5$s","description":"%4$s"}]},
                  {"@type":"type.googleapis.com/google.rpc.RequestInfo","requestId":"%5$s"}]}}
                """, status, googleStatus, code, message, request);
    }

    private static JsonNode parsed(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
