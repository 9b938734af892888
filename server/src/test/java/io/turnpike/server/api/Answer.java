package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.http.Json;
import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/// What the server answered.
record Answer(int status, HttpHeaders headers, String body) {
    JsonNode json() {
        return Json.read(body.getBytes(UTF_8));
    }

    /// The body, with ids that are made up for each request masked as `<id>`.
    JsonNode jsonWithoutIds() {
        String masked = body.replaceAll("(\"requestId\":\"|\"subject\":\"turnpike:)[0-9]+\"", "$1<id>\"")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>");
        return Json.read(masked.getBytes(UTF_8));
    }

    /// Empty where the field is missing.
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /// A member by its JSON pointer, such as `/credentials/0/consumerKey`.
    String text(String pointer) {
        return json().at(pointer).asString();
    }

    Answer mustBe(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /// Compares the whole body.
    Answer mustHold(String expected) {
        assertThat(json()).isEqualTo(ApiServer.json(expected));
        return this;
    }

    /// Compares the whole body with an error of Edge.
    void mustRefuse(int expected, String code, String message) {
        mustBe(expected).mustHold("""
                {"code":"%s","message":"%s","contexts":[]}""".formatted(code, message));
    }

    /// Compares the whole body with an error of X; only the number of the request is its own.
    void mustRefuseAsX(int expected, String googleStatus, String code, String message) {
        assertThat(mustBe(expected).jsonWithoutIds())
                .isEqualTo(ApiServer.json("""
                {"error":{"code":%1$d,"message":"%4$s","status":"%2$s","details":[
                  {"@type":"type.googleapis.com/google.rpc.PreconditionFailure","violations":[
                    {"type":"%3$s","subject":"turnpike:<id>","description":"%4$s"}]},
                  {"@type":"type.googleapis.com/google.rpc.RequestInfo","requestId":"<id>"}]}}
                """.formatted(expected, googleStatus, code, message)));
    }
}
