package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

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
}
