package io.turnpike.e2e;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer, read whole.
record Answer(HttpResponse<String> response) {
    private static final JsonMapper JSON = new JsonMapper();

    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    JsonNode json() {
        return JSON.readTree(response.body());
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /// What a parameter of the limit `quota` says in `RateLimit` or `RateLimit-Policy` (runtime 4.6).
    OptionalLong rateLimit(String header, String parameter) {
        Pattern item = Pattern.compile("\"quota\"(?:;[a-z]+=[^;,]+)*;" + parameter + "=(\\d+)");
        Matcher matcher = item.matcher(header(header).orElse(""));
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /// How many more calls the quota lets through.
    long remaining() {
        return rateLimit("RateLimit", "r").orElseThrow(() -> new AssertionError("no RateLimit with r in " + this));
    }

    /// The code of a fault of the gateway.
    String faultCode() {
        return json().path("fault").path("detail").path("errorcode").asString("");
    }

    @Override
    public String toString() {
        return response.request().method() + " " + response.request().uri() + ": " + status() + " "
                + response.headers().map() + "\n" + body();
    }
}
